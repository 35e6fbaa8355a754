// The parts of xmpp.js that the connection stands on, typed as narrowly as they are used. Attributes and children come from
// strangers: nothing here is `any`.

declare module '@xmpp/xml' {
  export class Element {
    constructor(name: string, attrs?: Record<string, string | undefined>);
    name: string;
    parent: Element | null;
    children: (Element | string)[];
    attrs: Record<string, string | undefined>;
    is(name: string, xmlns?: string): boolean;
    getName(): string;
    getNS(): string | undefined;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildren(name: string, xmlns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, xmlns?: string): string | null;
    getText(): string;
    text(): string;
    append(...nodes: (Element | string)[]): void;
    toString(): string;
  }

  type Node = Element | string | null | undefined | readonly Node[];
  type Attributes = Record<string, string | number | null | undefined>;

  /** The second argument may be the namespace alone. Null and undefined attributes and children are left out. */
  export function xml(name: string, attrs?: Attributes | string | null, ...children: Node[]): Element;
}
