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
}
