/** A form as the content script reads it, for pages that have no extension: tests compare it with the listing it must give. */
import { KNOWN } from "../../src/adapters/known";
import { readPage } from "../../src/adapters/page";
import type { Listing } from "../../src/api/contract";

function readForm(): Partial<Listing> | null {
  const page = readPage(document, new URL(location.href), KNOWN);
  if (!page) return null;
  const { marketplace, markets, key, brand, fields, facts } = page;
  return { marketplace, markets, key, brand, facts, fields: fields.map((field) => ({ id: field.id, role: field.role, text: field.text() })) as Listing["fields"] };
}

Object.assign(window, { readForm });
