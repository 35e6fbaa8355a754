/** What the input was when a promise broke: seed and index find it again. */
export class FuzzFinding extends Error {}
