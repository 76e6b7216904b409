/** When a form shows which errors. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ApiError } from "../api/client";
import { ErrorSummary } from "./ErrorSummary";
import { TextField } from "./Field";
import { useForm, type Refusals } from "./useForm";

type Names = "name" | "email";
type Submit = (values: Record<Names, string>) => Promise<Refusals<Names> | void>;

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

function Example({ submit }: { submit: Submit }) {
  const form = useForm<Names>({
    initial: { name: "Ada", email: "" },
    validate: ({ email }) => (email.includes("@") ? {} : { email: "Enter an email address." }),
    submit,
  });
  return (
    <form noValidate onSubmit={form.onSubmit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      <TextField label="Name" field={form.field("name")} />
      <TextField label="Email" field={form.field("email")} required />
      <output>{form.isDirty ? "dirty" : "clean"}</output>
    </form>
  );
}

const show = (submit: Submit) => act(() => render(<Example submit={submit} />, root));
const input = (index: number) => root.querySelectorAll("input")[index] as HTMLInputElement;
const summary = () => root.querySelector("[role=alert]")?.textContent ?? "";
const errors = () => [...root.querySelectorAll(".error")].map((element) => element.textContent);

const type = (index: number, text: string) =>
  act(() => {
    input(index).value = text;
    input(index).dispatchEvent(new Event("input", { bubbles: true }));
  });
const leave = (index: number) => act(() => void input(index).dispatchEvent(new Event("blur")));
const send = () =>
  act(async () => {
    const event = new Event("submit", { bubbles: true, cancelable: true });
    root.querySelector("form")?.dispatchEvent(event);
    await new Promise((resolve) => setTimeout(resolve));
  });

test("a field shows no error before the form is submitted, then updates it while the user types", async () => {
  await show(() => Promise.resolve());
  await type(1, "a");
  await leave(1);
  expect(errors()).toEqual([]);
  expect(input(1).hasAttribute("aria-invalid")).toBe(false);
  await send();
  expect(errors()).toEqual(["Enter an email address."]);
  expect(input(1).getAttribute("aria-invalid")).toBe("true");
  expect(document.getElementById(input(1).getAttribute("aria-describedby") ?? "")?.textContent).toBe(
    "Enter an email address.",
  );
  await type(1, "a@b");
  expect(errors()).toEqual([]);
});

test("an invalid form is not submitted, and the error summary gets the focus", async () => {
  const submit = vi.fn<Submit>(() => Promise.resolve());
  await show(submit);
  await send();
  expect(submit).not.toHaveBeenCalled();
  expect(summary()).toContain("Enter an email address.");
  expect(document.activeElement?.contains(root.querySelector("[role=alert]"))).toBe(true);
  root.querySelector<HTMLElement>("[role=alert] a")?.click();
  expect(document.activeElement).toBe(input(1));
});

test("a server error stays at its field until the value changes", async () => {
  await show(() => Promise.resolve({ email: "It is taken", "": "Not today" }));
  await type(1, "a@b");
  await send();
  expect(errors()).toEqual(["It is taken"]);
  expect(summary()).toContain("Not today");
  await type(1, "a@c");
  expect(errors()).toEqual([]);
  expect(summary()).toBe("");
});

test("a failed request shows an error and keeps the input", async () => {
  await show(() => Promise.reject(new ApiError("NETWORK", "")));
  await type(1, "a@b");
  await send();
  expect(summary()).toContain("cannot be reached");
  expect(input(1).value).toBe("a@b");
});

test("a second click does not submit twice", async () => {
  let finish = () => {};
  const submit = vi.fn<Submit>(() => new Promise((resolve) => (finish = resolve)));
  await show(submit);
  await type(1, "a@b");
  await send();
  await send();
  expect(submit).toHaveBeenCalledTimes(1);
  await act(() => finish());
  await send();
  expect(submit).toHaveBeenCalledTimes(2);
});

test("a form is dirty while a value differs from its initial value", async () => {
  await show(() => Promise.resolve());
  expect(root.querySelector("output")?.textContent).toBe("clean");
  await type(0, "Eve");
  expect(root.querySelector("output")?.textContent).toBe("dirty");
  await type(0, "Ada");
  expect(root.querySelector("output")?.textContent).toBe("clean");
});
