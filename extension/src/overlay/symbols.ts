/** One shape per verdict, so that no meaning rests on colour alone, and the few other signs. */
import type { Verdict } from "../api/contract";
import { h, svg } from "./dom";

/** A square, a diamond, a disc and a ring. */
const SHAPES: Record<Verdict, string> = {
  stop: "M3 3h10v10H3z",
  prove: "M8 1.5 14.5 8 8 14.5 1.5 8z",
  platform: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z",
  polish: "M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zm0 2.2a3.3 3.3 0 1 0 0 6.6 3.3 3.3 0 0 0 0-6.6z",
};

export function verdictSign(verdict: Verdict): SVGSVGElement {
  return svg(SHAPES[verdict], `sign ${verdict}`);
}

export const signs = {
  close: () => svg("m4.1 3.3 3.9 3.9 3.9-3.9.8.8L8.8 8l3.9 3.9-.8.8L8 8.8l-3.9 3.9-.8-.8L7.2 8 3.3 4.1z", "sign"),
  logo: () => svg("M2 3.5h12M2 7.5h8M2 12.2q1.5-2.2 3 0t3 0 3 0 3 0", "sign logo"),
};

/** Those of the card and the pages. */
export const further = {
  previous: () => svg("m10 3 1 1-4 4 4 4-1 1-5-5z", "sign"),
  next: () => svg("m6 3-1 1 4 4-4 4 1 1 5-5z", "sign"),
  done: () => svg("m6.4 12.3-4-4 1-1 3 3 6.2-6.2 1 1z", "sign"),
  link: () => svg("M5 4h7v7h-1.2V6l-6 6-.8-.8 6-6H5z", "sign"),
};

/** To a page that opens beside this one, which says so and is not told where the seller came from. */
export function linkTo(address: string | null, label: string): HTMLAnchorElement {
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label, " ", further.link());
}
