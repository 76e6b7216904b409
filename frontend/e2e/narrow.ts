/** What holds of every state on a small screen: it fits, and what is to be pressed is large enough. */
import type { Page } from "@playwright/test";

// 1280 by 1024 at 400 % is as narrow as the smallest phone, and a quarter as high.
export const SCREENS = [
  { width: 320, height: 640 },
  { width: 320, height: 256 },
];
// WCAG 2.2, 2.5.8; and what a thumb hits.
const SMALLEST = 24;
const COMFORTABLE = 44;

/** What stands out of the page, if it can be scrolled sideways. */
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

/** Controls that are smaller than they may be. Links in running text are as high as their line. */
export const smallTargets = (page: Page) =>
  page.evaluate(
    ([smallest, comfortable]) => {
      // Behind a dialog there is nothing to hit; and of a page that embeds ours, ours is what counts.
      const page = document.querySelector("textgate-composer")?.shadowRoot ?? document;
      const root = [...page.querySelectorAll("dialog[open]")].at(-1) ?? page;
      const small: string[] = [];
      const controls = "a[href], button, input, select, textarea, summary, [role=combobox], [role=option]";
      for (const element of root.querySelectorAll<HTMLElement>(controls)) {
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".hidden, .skip")) continue;
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
    [SMALLEST, COMFORTABLE] as const,
  );
