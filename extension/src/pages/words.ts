/** The words of a page of the server's own, which brings them along as data. */

const given = JSON.parse(document.querySelector("#words")!.textContent!) as Record<string, string>;

/** `$1`, `$2` stand for values. */
export function words(key: string, ...values: string[]): string {
  const text = given[key];
  if (text === undefined) throw new Error(`no word for ${key}`);
  return text.replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? "");
}
