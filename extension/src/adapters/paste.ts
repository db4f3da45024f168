/** A pasted listing sorted into the fields of a form, line by line; what could be anything goes to the description. Pure. */
import type { Fact, Marketplace } from "../api/contract";
import { plain } from "./labels";

/** The texts of a listing as the seller has them at hand; `facts` are lines such as "Material: cotton". */
export interface Draft {
  title: string;
  bullets: string[];
  description: string;
  facts: string;
}

export const EMPTY: Draft = { title: "", bullets: [], description: "", facts: "" };

/** Stands before a line that was a heading of the first level where it was copied. */
export const HEADING = "\uE000";

type Part = keyof Draft;

/** What drafts and shop pages set above a list, beside what forms call their fields. */
const ABOVE: Partial<Record<Part, string>> = {
  bullets:
    "Bullet points | About this item | Features | Benefits | Aufzählungspunkte | Stichpunkte | Info zu diesem Artikel | Puces | " +
    "À propos de cet article | Viñetas | Acerca de este producto | Punti elenco | Informazioni su questo articolo | Marcadores | " +
    "Sobre este item | この商品について | 商品特長 | 关于此商品 | 核心卖点 | 产品特点 | 商品特色 | 제품 특징",
  description: "详情 | 产品详情 | 產品詳情 | 商品詳情 | 상세 설명 | 제품 상세",
  facts:
    "Specifications | Specs | Product information | Technical details | Product details | Product specifications | Technische Daten | Produktdaten | " +
    "Produktdetails | Spécifications | Caractéristiques techniques | Fiche technique | Especificaciones | Ficha técnica | " +
    "Specifiche | Specifiche tecniche | Scheda tecnica | Especificações | 仕様 | 商品仕様 | スペック | 规格 | 规格参数 | 产品参数 | " +
    "商品参数 | 規格 | 商品規格 | 사양 | 제품 사양 | 상품 사양",
};
const PARTS: Partial<Record<string, Part>> = { title: "title", bullet: "bullets", description: "description" };

/** Signs of a list: what follows is the text. A dash or a star needs a blank after it: "-20 °C" is none. */
const MARK = /^(?:[•‣◦●○■□▪▫◆◇★☆✓✔➤►▶·・]\s*|[-*+–—]\s+|\d{1,2}[.)]\s+|\d{1,2}、|[①-⑳]\s*)(?=\S)/u;
/** Signs of a list that belong to the text. */
const OPENING = /^(?:【[^】]+】|\p{Extended_Pictographic})/u;
/** A name and a value; stars and lines are those of Markdown. */
const PAIR = /^[*_\s]*([^:：\t]{1,60}?)[*_\s]*[:：\t][*_\s]*(.*)$/su;
const BRACKETED = /^[【[]([^】\]]{1,40})[】\]]\s*[:：]?\s*(.*)$/su;
const HEADED = /^(?:#\s+|\uE000)/u;
const SENTENCE = /[.!?:;,。！？：；，、]$|[.!?]\s+\p{Lu}/u;
/** Two cells of a table. */
const ROW = /^([^\t]+)\t([^\t]+)$/u;
const LONGEST_TITLE = 250;
const LONGEST_VALUE = 500;

/** `form` is what is known of forms in general: what they call their fields and facts. */
export function sorted(text: string, form: Marketplace): Draft {
  const sorting = new Sorting(form);
  for (const line of text.split(/\r\n?|[\n\u2028\u2029]/)) sorting.take(line);
  return sorting.draft();
}

class Sorting {
  private title = "";
  private readonly bullets: string[] = [];
  private readonly description: string[] = [];
  private readonly facts: string[] = [];
  /** Null: a field that this form does not have. */
  private readonly names = new Map<string, Part | null>();
  private readonly specs: ReadonlySet<string>;
  /** What the last heading announced. */
  private part: Part | null = null;
  /** The list under a heading has signs, so that a line without one is no part of it. */
  private marked = false;
  private last: Part | null = null;

  constructor(form: Marketplace) {
    for (const { role, labels } of form.fields) for (const label of labels) this.names.set(plain(label), PARTS[role] ?? null);
    for (const [part, names] of Object.entries(ABOVE)) for (const name of names.split(" | ")) this.names.set(plain(name), part as Part);
    this.specs = new Set([...form.facts.labels, ...form.brand.labels, "SKU"].map(plain));
  }

  draft(): Draft {
    const description = this.description.join("\n").replace(/\n{3,}/g, "\n\n").trim();
    return { title: this.title, bullets: this.bullets, description, facts: this.facts.join("\n") };
  }

  take(line: string): void {
    const text = line.trim();
    if (!text) {
      this.description.push("");
      this.last = null;
      return;
    }
    const named = this.announced(text);
    if (!named) return this.put(text, /^\s{2}/.test(line));
    this.marked = false;
    this.part = named.part;
    if (!named.part) return this.write(text);
    if (named.rest) this.put(named.rest, false);
    if (named.rest && named.part !== "description") this.part = null; // "Bullet 3: …" speaks of its own line
  }

  /** A line that names a field, and what else it holds. */
  private announced(text: string): { part: Part | null; rest: string } | null {
    const bare = text.replace(MARK, "").replace(HEADED, "").replace(/^#+\s+/, "");
    const [, name, rest] = BRACKETED.exec(bare) ?? PAIR.exec(bare) ?? [null, bare.replace(/^[*_\s]+|[*_\s]+$/g, ""), ""];
    const part = this.names.get(plain(name!));
    return part === undefined ? null : { part, rest: rest!.trim() };
  }

  private put(text: string, indented: boolean): void {
    const { part } = this;
    const mark = MARK.test(text) || OPENING.test(text);
    if (ROW.test(text) && this.spec(text, this.isSpec)) return;
    if (part === "description") this.write(text);
    else if (part === "title" && !this.title) this.entitle(text);
    else if (part === "facts") this.spec(text, () => true) || this.write(text);
    else if (part === "bullets" && (mark || !this.marked)) this.list(text, mark);
    else this.place(text, mark, indented);
  }

  /** Under no heading. */
  private place(text: string, mark: boolean, indented: boolean): void {
    if (this.last === "bullets" && indented && !mark) this.bullets.push(`${this.bullets.pop()} ${text}`);
    else if (this.spec(text, this.isSpec)) return;
    else if (mark) this.list(text, true);
    else if (!this.title && (HEADED.test(text) || this.isFirst(text))) this.entitle(text);
    else this.write(text);
    if (!mark && !indented) this.part = null;
  }

  private readonly isSpec = (name: string): boolean => this.specs.has(plain(name));

  private isFirst(text: string): boolean {
    const begun = this.bullets.length + this.facts.length > 0 || this.description.some(Boolean);
    return !begun && text.length <= LONGEST_TITLE && !SENTENCE.test(text);
  }

  private entitle(text: string): void {
    this.title = text.replace(HEADED, "");
    this.part = null;
    this.last = "title";
  }

  private list(text: string, mark: boolean): void {
    this.bullets.push(text.replace(MARK, ""));
    this.marked ||= mark;
    this.last = "bullets";
  }

  private spec(text: string, known: (name: string) => boolean): boolean {
    const [, name, value] = PAIR.exec(text.replace(MARK, "")) ?? [];
    if (!name || !value || value.length > LONGEST_VALUE || !known(name)) return false;
    this.facts.push(`${name}: ${value}`);
    this.last = "facts";
    return true;
  }

  private write(text: string): void {
    this.description.push(text.replace(HEADING, "").replace(ROW, "$1: $2"));
    this.last = "description";
  }
}

/** What the lines of facts say; a line that is no pair says nothing. */
export function factsOf(lines: string, form: Marketplace): { brand: string | null; key: string | null; facts: Fact[] } {
  const brands = new Set(form.brand.labels.map(plain));
  const facts = lines.split("\n").flatMap((line) => {
    const [, name, value] = PAIR.exec(line.trim().slice(0, LONGEST_VALUE)) ?? [];
    return name?.trim() && value?.trim() ? [{ name: name.trim(), value: value.trim(), source: "attribute" }] : [];
  });
  const called = (names: ReadonlySet<string>): string | null => facts.find(({ name }) => names.has(plain(name)))?.value ?? null;
  return { brand: called(brands), key: called(new Set(["sku"])), facts: facts.filter(({ name }) => !brands.has(plain(name))) };
}
