/** What is in sight of a file, and how it is made to fit. */
export interface FileView {
  readonly content: HTMLElement;
  /** Beside the name: size, pages, or that not all of it is shown. Empty for nothing. */
  readonly facts: string;
  /** Null where there is nothing to enlarge. */
  readonly setFit: ((isFit: boolean) => void) | null;
}

export type Viewed =
  | { readonly outcome: 'shown'; readonly view: FileView }
  | { readonly outcome: 'cannot-show' | 'too-large' };
