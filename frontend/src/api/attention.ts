/** Whether somebody is at the page: a page left alone must not keep its session alive by asking. */
const ATTENDED_FOR = 3 * 60_000;

let lastActive = Date.now();

for (const event of ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"]) {
  addEventListener(event, () => (lastActive = Date.now()), { passive: true, capture: true });
}

export function isAttended(): boolean {
  return document.visibilityState === "visible" && Date.now() - lastActive < ATTENDED_FOR;
}
