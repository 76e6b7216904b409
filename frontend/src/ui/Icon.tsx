/** An icon from lucide. It is data, so that no HTML is parsed; the text next to it names it. */
import type { IconNode } from "lucide";
import { h } from "preact";

interface IconProps {
  of: IconNode;
  /** Pixels: 16 in text and controls, 20 in the menu, 28 on empty pages. */
  size?: 16 | 20 | 28;
}

export function Icon({ of, size = 16 }: IconProps) {
  const shapes = of.map(([tag, attributes]) => h(tag, attributes));
  return h("svg", { class: "glyph", viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" }, shapes);
}
