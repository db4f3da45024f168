/** A form as the content script reads it, for pages that have no extension: tests compare it with the listing it must give. */
import { KNOWN } from "../../src/adapters/known";
import { missingIn, readPage } from "../../src/adapters/page";
import type { FieldRole, Listing } from "../../src/api/contract";

function readForm(): Partial<Listing> | null {
  const page = readPage(document, new URL(location.href), KNOWN);
  if (!page) return null;
  const { marketplace, markets, key, brand, fields, facts } = page;
  return { marketplace, markets, key, brand, facts, fields: fields.map((field) => ({ id: field.id, role: field.role, text: field.text() })) as Listing["fields"] };
}

function missing(): FieldRole[] {
  return missingIn(document, new URL(location.href), KNOWN);
}

Object.assign(window, { readForm, missing });
