/** Runs axe in a page. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";
import type { AxeResults, RunOnly, RunOptions } from "axe-core";

import { expect } from "./fixtures";

// Injected as a string: AxeBuilder would parse the larger source twice for each run.
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");

interface Options {
  /** The page's elements out of scope, as a CSS selector. */
  exclude?: string;
  /** Tags or names of the rules; without it, axe's default rules apply. */
  rules?: RunOptions["runOnly"];
}

/** The rules that read colors. Our own pages differ by nothing else in dark mode (themes.test.ts). */
export const COLOR_RULES: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Expects no violation in any of these color schemes. */
export async function expectAccessible(
  page: Page,
  { exclude, rules }: Options = {},
  schemes: readonly ("light" | "dark")[] = ["light"],
): Promise<void> {
  await page.evaluate(AXE);
  // Results for elements that pass take a tenth of the time.
  const options: RunOptions = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    const violations = await page.evaluate(
      async ([exclude, options]) => {
        const { axe } = window as unknown as { axe: { run: (...input: unknown[]) => Promise<AxeResults> } };
        return (await axe.run({ exclude: exclude ? [exclude] : [] }, options)).violations;
      },
      [exclude, options] as const,
    );
    const failures = violations.map(({ id, nodes }) => [
      id,
      ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
    ]);
    expect(failures, colorScheme).toEqual([]);
  }
}
