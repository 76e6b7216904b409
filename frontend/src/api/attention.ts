/** Whether a user is active on the page. An idle page must not keep its session alive by polling. */
const ATTENDED_FOR = 3 * 60_000;

let lastActive = Date.now();

for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(event, () => (lastActive = Date.now()), { passive: true, capture: true });
}

export function isAttended(): boolean {
  return document.visibilityState === "visible" && Date.now() - lastActive < ATTENDED_FOR;
}
