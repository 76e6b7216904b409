/** Waits until nothing is being pressed: what moves under a finger is missed by its click. */
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
  // After the click, which comes after the pointer is up.
  addEventListener("pointerup", () => setTimeout(run), { capture: true, once: true });
}
