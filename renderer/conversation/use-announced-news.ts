import { useEffect, useRef } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { messageFindings } from '../message/message-findings.ts';
import { useServices } from '../services/use-services.ts';
import type { Language } from '../text/language.ts';
import { reasonText } from '../text/reason-text.ts';
import { revealedText } from '../text/reveal.ts';
import { plainText } from '../text/sentence.ts';
import { type Texts, useText } from '../text/use-text.ts';

const longestAnnouncement = 300;

/** Speaks each message that comes in while the conversation is open; a held one with its reason instead of its text. */
export function useAnnouncedNews(senderName: string, messages: readonly Message[]): void {
  const texts = useText();
  const { announcer } = useServices();
  const known = useRef(messages.at(-1) ?? null);
  useEffect(() => {
    const { current: before } = known;
    known.current = messages.at(-1) ?? null;
    if (before === null) return;
    for (const message of messages) {
      if (message.direction !== 'in' || !isAfter(message, before)) continue;
      announcer.say(`${senderName}: ${announcement(message, texts)}`);
    }
  }, [messages, senderName, texts, announcer]);
}

export function announcement(message: Message, { text, language }: Pick<Texts, 'text' | 'language'>): string {
  const { text: about, stoppedLinks, isHeld } = messageFindings(message);
  const reasons = isHeld ? about : stoppedLinks.flatMap((link) => link.reasons.slice(0, 1));
  const warnings = reasons.map((reason) => sentenceOf(reason, language));
  const words = isHeld
    ? text.message.held
    : revealedText(message.body, 'running').slice(0, longestAnnouncement);
  return [words, ...warnings].join('. ');
}

function sentenceOf(reason: Parameters<typeof reasonText>[0], language: Language): string {
  return plainText(reasonText(reason, language).sentence);
}

function isAfter(a: Message, b: Message): boolean {
  return a.at > b.at || (a.at === b.at && a.position > b.position);
}
