import { longestBody } from '../../../shared/model/message.ts';
import type { Reason } from '../../../shared/model/verdict.ts';
import { hiddenInText } from '../characters/hidden-characters.ts';

/** Characters that show nothing or turn the text round; the renderer shows where they are. */
export function hiddenCharacters(body: string): readonly Reason[] {
  const characters = hiddenInText(body);
  if (characters.length === 0) return [];
  return [{ code: 'text.hidden-characters', level: 'notice', params: { characters: characters.join(' ') } }];
}

export function length(body: string): readonly Reason[] {
  if (body.length <= longestBody) return [];
  return [{ code: 'text.too-long', level: 'hold', params: { limit: String(longestBody) } }];
}
