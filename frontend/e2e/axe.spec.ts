/** Every screen in every state passes axe in both color schemes, and fits small screens. */
import { AxeBuilder } from "@axe-core/playwright";

import { expect, test } from "./fixtures";
import { SCREENS, smallTargets, sticksOut } from "./narrow";
import { COMPOSER } from "./states/composer";
import { OUTSIDE } from "./states/outside";
import { PEOPLE } from "./states/people";
import { PORTAL } from "./states/portal";
import { WEBAPP } from "./states/webapp";
import { WEBHOOKS } from "./states/webhooks";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test.use({ contextOptions: { reducedMotion: "reduce" } });
// The tests are independent.
test.describe.configure({ mode: "parallel" });

for (const { name, role, open } of [...OUTSIDE, ...WEBAPP, ...COMPOSER, ...PORTAL, ...PEOPLE, ...WEBHOOKS]) {
  test(`passes axe and fits 320 pixels: ${name}`, async ({ page, request, demo, signIn }) => {
    if (role) await signIn(role);
    await open({ page, request, demo });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // Legacy mode skips frames, and these pages have none.
      const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
      const failures = violations.map(({ id, nodes }) => [
        id,
        ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
      ]);
      expect(failures, colorScheme).toEqual([]);
    }
    for (const size of SCREENS) {
      await page.setViewportSize(size);
      expect(await sticksOut(page), `${size.width}x${size.height}`).toEqual([]);
    }
    expect(await smallTargets(page)).toEqual([]);
  });
}
