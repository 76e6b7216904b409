/** Waits until no pointer is down: a layout shift during a press would lose the click. */
let isPressed = false;

for (const [event, pressed] of [
  ["pointerdown", true],
  ["pointerup", false],
  ["pointercancel", false],
] as const) {
  addEventListener(event, () => (isPressed = pressed), { capture: true, passive: true });
}

export function whenReleased(run: () => void): void {
  if (!isPressed) return run();
  // After the click event, which follows pointerup.
  addEventListener("pointerup", () => setTimeout(run), { capture: true, once: true });
}
