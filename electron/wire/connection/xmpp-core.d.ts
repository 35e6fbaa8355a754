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
    findNS(prefix?: string): string | undefined;
    getChild(name: string, xmlns?: string): Element | undefined;
    getChildren(name: string, xmlns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, xmlns?: string): string | null;
    getText(): string;
    text(): string;
    append(...nodes: (Element | string)[]): void;
    toString(): string;
  }

  export type Node = Element | string | null | undefined | readonly Node[];
  export type Attributes = Record<string, string | number | null | undefined>;
}

declare module '@xmpp/client' {
  import type { Attributes, Element, Node } from '@xmpp/xml';

  /** The second argument may be the namespace alone. Null and undefined attributes and children are left out. */
  export function xml(name: string, attrs?: Attributes | string | null, ...children: Node[]): Element;
}

declare module '@xmpp/connection-tcp' {
  import type { Element } from '@xmpp/xml';

  class ConnectionTCP {
    socketParameters(service: string): object | undefined;
    NS: string;
    Socket: new () => object;
    Parser: new () => object;
    header(element: Element): string;
  }

  // biome-ignore lint/style/noDefaultExport: the library has no other
  export { ConnectionTCP as default };
}

declare module '@xmpp/client-core' {
  import type { EventEmitter } from 'node:events';
  import type ConnectionTCP from '@xmpp/connection-tcp';
  import type { Element } from '@xmpp/xml';

  interface ClientEvents {
    element: [Element];
    error: [Error];
    disconnect: [unknown];
    close: [unknown];
  }

  export class Client extends EventEmitter<ClientEvents> {
    constructor(options: { domain: string; service: string; lang?: string });
    /** Milliseconds granted to the other side for its stream header and for closing. */
    timeout: number;
    readonly options: { readonly domain: string };
    readonly transports: (typeof ConnectionTCP)[];
    connect(service: string): Promise<unknown>;
    /** Resolves to the server's stream header. */
    open(options: { domain: string }): Promise<Element>;
    restart(): Promise<Element>;
    write(text: string): Promise<void>;
    /** Closes the stream, then the socket. */
    disconnect(): Promise<unknown>;
    isSecure(): boolean;
    protected _onData(bytes: Buffer): void;
    protected _onElement(element: Element): void;
    protected _jid(jid: string): unknown;
  }
}
