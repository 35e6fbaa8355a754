import type { LinkFinding, Message } from '../../shared/model/message.ts';

export type BodyPart =
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  | { readonly kind: 'link'; readonly link: LinkFinding; readonly index: number; readonly written: string };

/**
 * The body cut at its links. `index` is the link's place in `message.links`, which is what opening asks for. Findings that
 * overlap or lie outside the body are dropped, so whatever main says, each letter is shown once.
 */
export function bodyParts({ body, links }: Pick<Message, 'body' | 'links'>): readonly BodyPart[] {
  const parts: BodyPart[] = [];
  let position = 0;
  const inOrder = links.map((link, index) => ({ link, index })).sort((a, b) => a.link.start - b.link.start);
  for (const { link, index } of inOrder) {
    if (link.start < position || link.end <= link.start || link.end > body.length) continue;
    if (link.start > position)
      parts.push({ kind: 'text', text: body.slice(position, link.start), start: position });
    parts.push({ kind: 'link', link, index, written: body.slice(link.start, link.end) });
    position = link.end;
  }
  if (position < body.length) parts.push({ kind: 'text', text: body.slice(position), start: position });
  return parts;
}
