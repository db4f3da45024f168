/** How each verdict looks under the text: by shape first, so that it is never told by colour alone. */
import type { Verdict } from "../api/contract";

export interface Look {
  readonly line: "wavy" | "dashed" | "dotted" | "solid";
  /** At least 3:1 against white and against dark grey, because a page may be dark without saying so. */
  readonly color: string;
  readonly width: number;
}

export const LOOKS: Readonly<Record<Verdict, Look>> = {
  stop: { line: "wavy", color: "#e5322d", width: 1.5 },
  prove: { line: "dashed", color: "#c06a00", width: 2 },
  platform: { line: "dotted", color: "#8a63d2", width: 2 },
  polish: { line: "solid", color: "#2f7fd0", width: 1 },
};

/** Worse verdicts are painted over better ones. */
export const PRIORITY: Readonly<Record<Verdict, number>> = { stop: 4, prove: 3, platform: 2, polish: 1 };

export const verdicts = Object.keys(LOOKS) as Verdict[];

export function highlightName(verdict: Verdict): string {
  return `caveat-${verdict}`;
}

export function highlightCss(): string {
  const rules = verdicts.map((verdict) => {
    const { line, color, width } = LOOKS[verdict];
    // Any lower, and an input without padding cuts the wave off.
    const high = line === "wavy" ? " text-underline-offset: 0;" : "";
    return `::highlight(${highlightName(verdict)}) { text-decoration: underline ${line} ${color} ${width}px;${high} }`;
  });
  return rules.join("\n");
}

/** The same shapes as backgrounds of 4 px high strips, for text the browser cannot highlight. */
export function stripCss(): string {
  // Two slopes, one beside the other: in one place they would cross, and a row of crosses hides the words.
  const slope = (angle: number): string => `linear-gradient(${angle}deg, transparent 41%, var(--ink) 42% 58%, transparent 59%)`;
  const dashes = (share: number): string => `linear-gradient(90deg, var(--ink) ${share}%, transparent ${share}%)`;
  const shapes = {
    wavy: `${slope(45)} 0 0 / 8px 4px, ${slope(-45)} 4px 0 / 8px 4px`,
    dashed: `${dashes(60)} 0 100% / 8px 2px`,
    dotted: `${dashes(50)} 0 100% / 4px 2px`,
    solid: `${dashes(100)} 0 100% / 1px 1px`,
  };
  const rules = verdicts.map((verdict) => {
    const { line, color } = LOOKS[verdict];
    return `.caveat-strip.${highlightName(verdict)} { --ink: ${color}; background: ${shapes[line]}; background-repeat: repeat-x; }`;
  });
  return `${rules.join("\n")}
.caveat-strip { position: fixed; height: 4px; pointer-events: none; forced-color-adjust: none; }
@media (forced-colors: active) { .caveat-strip { --ink: CanvasText !important; } }`;
}
