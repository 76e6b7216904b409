/** Checks of small screens: no horizontal scrolling, and targets that are large enough. */
import type { Page } from "@playwright/test";

// 1280 by 1024 at 400% zoom is as narrow as the smallest phone, and 256 pixels high.
export const SCREENS = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];
// WCAG 2.2, 2.5.8; and a comfortable size for a thumb.
const SMALLEST = 24;
const COMFORTABLE = 44;

/** The elements that make the page scroll horizontally. */
export const sticksOut = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth } = document.scrollingElement ?? document.documentElement;
    const page = document.querySelector("textgate-composer")?.shadowRoot ?? document;
    const boxes = [
      document.documentElement,
      ...page.querySelectorAll("dialog[open], .dialog-body, .picker-popup:popover-open"),
    ];
    const wide = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1);
    if (scrollWidth <= innerWidth && wide.length === 0) return [];
    return [...page.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => `${element.outerHTML.slice(0, 120)} ${element.getBoundingClientRect().right}`)
      .slice(0, 5)
      .concat(`${scrollWidth} > ${innerWidth}`);
  });

/** Controls below the minimum size. Links in running text are exempt, and elements in `exclude`. */
export const smallTargets = (page: Page, exclude?: string) =>
  page.evaluate(
    ([smallest, comfortable, exclude]) => {
      // Only the top dialog can be clicked. In a host page, check the embedded composer only.
      const page = document.querySelector("textgate-composer")?.shadowRoot ?? document;
      const root = [...page.querySelectorAll("dialog[open]")].at(-1) ?? page;
      const small: string[] = [];
      const controls = "a[href], button, input, select, textarea, summary, [role=combobox], [role=option]";
      for (const element of root.querySelectorAll<HTMLElement>(controls)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".hidden, .skip")) continue;
        if (exclude !== undefined && element.closest(exclude)) continue;
        const isChoice = element.matches("[type=radio], [type=checkbox]");
        const target = (isChoice && element.closest("label")) || element;
        const { width, height } = target.getBoundingClientRect();
        const isInline = element.matches("a, .link") && !element.matches(".button") && !element.closest("nav");
        if (isInline) continue;
        const isPrimary = element.matches(".button, .input, .menu a");
        const least = isPrimary ? comfortable : smallest;
        if (width < Math.min(least, smallest) || height < least - 0.5) {
          small.push(`${element.outerHTML.slice(0, 100)} ${Math.round(width)}x${Math.round(height)}`);
        }
      }
      return small;
    },
    [SMALLEST, COMFORTABLE, exclude] as const,
  );
