/** A page as a listing: which marketplace's form it is, its fields, and its facts. */
import type { Fact, FieldPlace, FieldRole, Marketplace } from "../api/contract";
import { controlField, isControl } from "../fields/control";
import type { About, Field } from "../fields/field";
import { richField } from "../fields/rich";
import { readFacts, SPECS, type Spec, valueOf } from "./facts";
import { editableOf, editables, isOptedOut, isPrivate, isVisible, queryAll, type Root, rootsOf } from "./find";
import { labelsOf, plain } from "./labels";
import { GENERIC, generic, marketplaceOf, marketsOf, rulesOf, stars, wordsFor } from "./marketplaces";

export { watchPage } from "./watch";

/** What a path holds in place of a key: a verb, or more than one part. */
const NO_KEY = /^(new|create|add|edit)$|\//;

export interface Page {
  marketplace: string;
  markets: string[];
  key: string | null;
  brand: string | null;
  /** Null: the text itself will tell. A dashboard's language is the seller's, not the listing's. */
  language: string | null;
  fields: Field[];
  facts: Fact[];
  /** Where each fact stands, by its name. */
  factPlaces: ReadonlyMap<string, HTMLElement>;
}

/** Read the form in a page; null when there is nothing to check. The same element gives the same `Field` each time. */
export function readPage(doc: Document, url: URL, shops: readonly Marketplace[]): Page | null {
  const shop = marketplaceOf(url, shops);
  if (!shop) return null;
  const reading = new Reading(doc, shop, shops);
  const fields = reading.fields();
  if (fields.length === 0) return null;
  const brand = reading.brand();
  const specs = reading.specs();
  return {
    marketplace: rulesOf(shop, url.pathname),
    markets: marketsOf(shop, url.hostname),
    key: reading.key(url),
    brand,
    language: null,
    fields,
    facts: specs.map(({ fact }) => fact),
    factPlaces: new Map(specs.map(({ fact, element }) => [fact.name, element])),
  };
}

/** What every listing has, and this page does not show, or not where it is looked for. */
export function missingIn(doc: Document, url: URL, shops: readonly Marketplace[]): FieldRole[] {
  const shop = marketplaceOf(url, shops);
  if (!shop) return [];
  const found = new Set(new Reading(doc, shop, shops).fields().map(({ role }) => role));
  return (["title", "description"] as const).filter((role) => !found.has(role));
}

class Reading {
  private readonly roots: readonly Root[];
  private readonly taken = new Set<HTMLElement>();
  private known: { element: HTMLElement; labels: string[] }[] | null = null;

  constructor(
    doc: Document,
    private readonly shop: Marketplace,
    private readonly shops: readonly Marketplace[],
  ) {
    this.roots = rootsOf(doc);
  }

  /** In the order of the marketplace's description. */
  fields(): Field[] {
    return this.shop.fields.flatMap((place) => this.fieldsAt(place));
  }

  private fieldsAt(place: FieldPlace): Field[] {
    const selected = this.selected(place);
    const found = selected.length > 0 ? selected : this.labelled(place);
    const kept = place.many || this.shop.name === GENERIC ? found : found.slice(0, 1);
    return kept.map((element, index) => {
      this.taken.add(element);
      const label = labelsOf(element)[0] ?? null;
      const limit = place.limit ?? (isControl(element) && element.maxLength > 0 ? element.maxLength : null);
      return fieldOf(element, { id: idOf(place, index, label), role: place.role, label, limit });
    });
  }

  private selected(place: FieldPlace): HTMLElement[] {
    if (place.many) return this.usable(queryAll(this.roots, place.selectors));
    for (const selector of place.selectors) {
      const found = this.usable(queryAll(this.roots, [selector]));
      if (found.length > 0) return found;
    }
    return [];
  }

  private usable(hosts: readonly HTMLElement[]): HTMLElement[] {
    const found = hosts.map(editableOf).filter((element) => element !== null);
    return [...new Set(found)].filter(
      (element) => !this.taken.has(element) && !isPrivate(element) && isVisible(element),
    );
  }

  private labelled(place: FieldPlace): HTMLElement[] {
    const lists = wordsFor(place, this.shop, this.shops).map((words) => this.called(words, place));
    return lists.find((found) => found.length > 0) ?? [];
  }

  private called(words: readonly string[], place: FieldPlace): HTMLElement[] {
    const wanted = new Set(words.map(plain));
    this.known ??= this.readable().map((element) => ({ element, labels: labelsOf(element).map(plain) }));
    const matching = this.known.filter(
      ({ element, labels }) => !this.taken.has(element) && labels.some((label) => wanted.has(label)),
    );
    return matching
      .map(({ element }) => element)
      .filter((element) => place.role !== "description" || !isAboutCondition(element));
  }

  private readable(): HTMLElement[] {
    const open = this.usable(editables(this.roots));
    return this.shop.name === GENERIC ? open.filter((element) => !isOptedOut(element)) : open;
  }

  brand(): string | null {
    const { selectors, labels } = this.shop.brand;
    const hosts = queryAll(this.roots, selectors);
    const wanted = new Set(labels.map(plain));
    const controls =
      hosts.length > 0
        ? hosts
        : queryAll(this.roots, [SPECS]).filter((one) => wanted.has(plain(labelsOf(one)[0] ?? "")));
    const [first] = controls.filter((host) => valueOf(host)?.trim());
    if (!first) return null;
    this.taken.add(editableOf(first) ?? first);
    return valueOf(first)!.trim();
  }

  key(url: URL): string | null {
    const { selectors, query, paths } = this.shop.key;
    const typed = queryAll(this.roots, selectors)
      .map(valueOf)
      .find((value) => value?.trim());
    const asked = query.map((name) => url.searchParams.get(name)).find(Boolean);
    const part = paths
      .map((path) => stars(path, url.pathname)?.at(-1))
      .find((last) => last && !NO_KEY.test(last));
    return typed?.trim() ?? asked ?? part ?? null;
  }

  specs(): Spec[] {
    const labels = [...this.shop.facts.labels, ...(generic(this.shops)?.facts.labels ?? [])];
    return readFacts(this.roots, this.shop, labels, this.taken);
  }
}

/** Forms ask for the state of used goods in a box that may be called a description too. */
function isAboutCondition(element: HTMLElement): boolean {
  return /condition/i.test(`${element.getAttribute("name")} ${element.id} ${element.getAttribute("aria-label")}`);
}

/** A form we do not know may have several fields of one kind: the later ones are told by their label. */
function idOf(place: FieldPlace, index: number, label: string | null): string {
  if (place.many) return `${place.id}_${index + 1}`;
  const slug = plain(label ?? "").replace(/[^\p{L}\p{N}]+/gu, "_");
  return index === 0 ? place.id : `${place.role}_${slug || index + 1}`;
}

const fieldsOf = new WeakMap<HTMLElement, Field>();

/** The same element gives the same `Field` while nothing else is known about it. */
export function fieldOf(element: HTMLElement, about: About): Field {
  const known = fieldsOf.get(element);
  if (
    known &&
    known.id === about.id &&
    known.role === about.role &&
    known.label === about.label &&
    known.limit === about.limit
  )
    return known;
  const field = isControl(element) ? controlField(element, about) : richField(element, about);
  fieldsOf.set(element, field);
  return field;
}
