/** A file of the seller's, on its way to the server: its name and its bytes as base64. */
import type { EvidenceRequest } from "../api/contract";
import { h } from "./dom";

/** The server takes no more, unless it is set up otherwise; and browsers carry no more than 64 MB to the worker. */
export const MOST_MB = 10;

export function fileBox(): HTMLInputElement {
  return h("input", { type: "file", accept: ".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv,.eml,.docx,.xlsx,.odt" });
}

export function sizeOf(control: HTMLInputElement | HTMLSelectElement): number {
  return fileIn(control)?.size ?? 0;
}

export async function upload(control: HTMLInputElement | HTMLSelectElement): Promise<NonNullable<EvidenceRequest["file"]> | null> {
  const file = fileIn(control);
  return file && { name: file.name, data: await base64(file) };
}

function fileIn(control: HTMLInputElement | HTMLSelectElement): File | null {
  return ("files" in control && control.files?.[0]) || null;
}

/** By a reader of our own: in Firefox the promises of a page's file belong to the page. */
function base64(file: File): Promise<string> {
  return new Promise((read, failed) => {
    const reader = new FileReader();
    reader.onload = (): void => read(String(reader.result).split(",")[1] ?? "");
    reader.onerror = (): void => failed(reader.error);
    reader.readAsDataURL(file);
  });
}
