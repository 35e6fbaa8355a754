import { useEffect, useRef } from 'react';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import { messageFindings } from '../message/message-findings.ts';
import { mostTellingFirst } from '../parts/most-telling.ts';
import { useServices } from '../services/use-services.ts';
import type { Language } from '../text/language.ts';
import { reasonText } from '../text/reason-text.ts';
import { revealedText } from '../text/reveal.ts';
import { plainText } from '../text/sentence.ts';
import { type Texts, useText } from '../text/use-text.ts';

type FileState = SharedFile['state'];

const longestAnnouncement = 300;

/** Speaks each message that comes in while the conversation is open; a held one with its reason instead of its text. */
export function useAnnouncedNews(senderName: string, messages: readonly Message[]): void {
  const texts = useText();
  const { announcer } = useServices();
  const known = useRef(messages.at(-1) ?? null);
  const files = useRef(new Map<MessageId, FileState | null>());
  useEffect(() => {
    const { current: before } = known;
    known.current = messages.at(-1) ?? null;
    if (before === null) return;
    for (const message of messages) {
      const words = fileNews(message, files.current.get(message.id), texts);
      if (words !== null) announcer.say(words);
      files.current.set(message.id, message.file?.state ?? null);
      if (message.direction !== 'in' || !isAfter(message, before)) continue;
      announcer.say(`${senderName}: ${announcement(message, texts)}`);
    }
  }, [messages, senderName, texts, announcer]);
}

export function announcement(message: Message, { text, language }: Pick<Texts, 'text' | 'language'>): string {
  const { text: about, stoppedLinks, isHeld } = messageFindings(message);
  const reasons = isHeld ? about : stoppedLinks.flatMap((link) => mostTellingFirst(link.reasons).slice(0, 1));
  const warnings = mostTellingFirst(reasons).map((reason) => sentenceOf(reason, language));
  const file = message.file === null ? [] : [text.files.line(revealedText(message.file.name, 'exact'))];
  const body = revealedText(message.body, 'running').slice(0, longestAnnouncement);
  const words = isHeld ? [text.message.held] : [...file, ...(body === '' ? [] : [body])];
  return [...words, ...warnings].join('. ');
}

/** What has become of a file since `before`; null when that is nothing to speak of. */
export function fileNews(
  { file }: Pick<Message, 'file'>,
  before: FileState | null | undefined,
  { text, language }: Pick<Texts, 'text' | 'language'>,
): string | null {
  if (file === null || before === undefined || before === null || before === file.state) return null;
  const { announce, failures } = text.files;
  const name = revealedText(file.name, 'exact');
  switch (file.state) {
    case 'ready':
      return announce.ready(name);
    case 'shared':
      return announce.shared(name);
    case 'held':
      return [
        announce.held(name),
        ...mostTellingFirst(file.verdict.reasons)
          .slice(0, 1)
          .map((reason) => sentenceOf(reason, language)),
      ].join(' ');
    case 'failed':
      return [announce.failed(name), ...(file.failure === null ? [] : [failures[file.failure]])].join(' ');
    default:
      return null;
  }
}

function sentenceOf(reason: Parameters<typeof reasonText>[0], language: Language): string {
  return plainText(reasonText(reason, language).sentence);
}

function isAfter(a: Message, b: Message): boolean {
  return a.at > b.at || (a.at === b.at && a.position > b.position);
}
