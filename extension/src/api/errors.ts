/** How talking to the server can fail; apart from the client, so that pages need not carry it. */

/** `not-paired`: no token, or one the server does not know. `server-down`: no answer. `refused`: it said no. */
export type Trouble = "not-paired" | "server-down" | "refused";

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly trouble: Trouble,
    message: string,
  ) {
    super(message);
  }

  /** Scripts of a page that are loaded one by one have a class each; the name is what they share. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === "ApiError";
  }
}
