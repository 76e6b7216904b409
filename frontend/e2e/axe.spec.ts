/** Every screen in every state passes axe in both color schemes, and fits small screens. */
import { COLOR_RULES, expectAccessible } from "./accessibility";
import { expect } from "./fixtures";
import { SCREENS, smallTargets, sticksOut } from "./narrow";
import { test } from "./sharedPage";
import { STATES } from "./states/all";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.use({ contextOptions: { reducedMotion: "reduce" } });
// The tests are independent.
test.describe.configure({ mode: "parallel" });

for (const { name, role, exclude, open } of STATES) {
  test(`passes axe and fits 320 pixels: ${name}`, async ({ page, request, demo, signIn }) => {
    if (role) await signIn(role);
    await open({ page, request, demo });
    const scope = exclude === undefined ? {} : { exclude };
    await expectAccessible(page, { ...scope, rules: TAGS });
    await expectAccessible(page, { ...scope, rules: COLOR_RULES }, ["dark"]);
    for (const size of SCREENS) {
      await page.setViewportSize(size);
      expect(await sticksOut(page), `${size.width}x${size.height}`).toEqual([]);
    }
    expect(await smallTargets(page, exclude)).toEqual([]);
  });
}
