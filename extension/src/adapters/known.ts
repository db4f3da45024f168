/** The marketplaces that came with this version, generated from the server's files; pages are given what they need of it. */
import type { Marketplace } from "../api/contract";
import generated from "./marketplaces.json";

export const KNOWN = generated as readonly Marketplace[];
