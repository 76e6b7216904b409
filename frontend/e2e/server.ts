/** Starts a demo of its own for one run of the tests, on a free port and with fresh data, and ends it. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What the demo says of itself. */
export interface Demo {
  url: string;
  credentials: { partner: string; token: string; smsEnabled: boolean }[];
  users: { email: string; password: string; role: string }[];
}

const TOP = resolve(import.meta.dirname, "../..");
// The workers that run the tests inherit it.
const DATA = "TEXTGATE_E2E_DATA";
const START_MS = 120_000;

/** The demo that the tests run against. */
export function readDemo(): Demo {
  return JSON.parse(readFileSync(join(process.env[DATA] ?? "", "demo.json"), "utf-8"));
}

/** What a command of the server's operator prints, over the demo's data. */
export function operate(...words: string[]): string {
  const data = process.env[DATA] ?? "";
  return execFileSync(join(TOP, ".venv/bin/textgate"), words, {
    env: { ...process.env, TEXTGATE_DATA_DIR: data, TEXTGATE_LOG_LEVEL: "error" },
    encoding: "utf-8",
  });
}

export default async function start(): Promise<() => Promise<void>> {
  const data = mkdtempSync(join(tmpdir(), "textgate-e2e-"));
  process.env[DATA] = data;
  const port = await freePort();
  const server = spawn(
    join(TOP, ".venv/bin/textgate"),
    ["demo", "--fresh", "--data", data, "--port", String(port)],
    {
      cwd: TOP,
      env: {
        ...process.env,
        // Tests listen themselves for what webhooks are sent.
        TEXTGATE_WEBHOOKS_ALLOW_LOOPBACK: "true",
        // Tests that sign in more often than one address may do so from several.
        TEXTGATE_TRUSTED_PROXIES: "127.0.0.1",
      },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let said = "";
  server.stderr.on("data", (chunk) => (said += chunk));
  const over = new Promise<void>((done) => server.once("close", () => done()));

  const stop = async () => {
    server.kill("SIGTERM");
    await over;
    rmSync(data, { recursive: true, force: true });
  };
  const end = Date.now() + START_MS;
  while (!(await isUp(`http://127.0.0.1:${port}/healthz`))) {
    if (server.exitCode !== null || Date.now() > end) {
      await stop();
      throw new Error(`the demo has not started: ${said}`);
    }
    await new Promise((again) => setTimeout(again, 200));
  }
  return stop;
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer().once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
