/**
 * Photographs every state of every screen in three widths and both color schemes: `npm run gallery`.
 * TEXTGATE_GALLERY_STATES keeps the states whose names contain it, TEXTGATE_GALLERY names the folder.
 */
import { resolve } from "node:path";

import { test } from "../sharedPage";
import { STATES } from "../states/all";

const FOLDER = process.env["TEXTGATE_GALLERY"] ?? resolve(import.meta.dirname, "../../../.data/gallery");
const PART = process.env["TEXTGATE_GALLERY_STATES"] ?? "";
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const { name, role, open } of STATES.filter((state) => state.name.includes(PART))) {
  test(name, async ({ page, request, demo, signIn }) => {
    if (role) await signIn(role);
    await open({ page, request, demo });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const size of SIZES) {
        await page.setViewportSize(size);
        const file = `${name.replace(/\W+/g, "-")}-${size.width}-${colorScheme}.png`;
        await page.screenshot({ path: `${FOLDER}/${file}`, animations: "disabled", caret: "hide" });
      }
    }
  });
}
