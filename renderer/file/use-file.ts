import { useState } from 'react';
import type { MessageId } from '../../shared/model/message.ts';
import { useServices } from '../services/use-services.ts';
import { refusalText } from '../text/refusal-text.ts';
import { useText } from '../text/use-text.ts';

interface FileControls {
  /** What could not be done, in words; null when all is well. */
  readonly problem: string | null;
  readonly fetch: () => void;
  readonly stop: () => void;
  readonly retry: () => void;
  readonly preview: () => void;
  readonly save: () => void;
  /** Whether it was asked for. */
  readonly askRelease: (note: string) => Promise<boolean>;
}

/** What can be done with the file of one message. */
export function useFile(id: MessageId): FileControls {
  const { text } = useText();
  const { files, announcer } = useServices();
  const [problem, setProblem] = useState<string | null>(null);

  const settle = async (step: Promise<string | null>): Promise<boolean> => {
    setProblem(null);
    const refusal = await step;
    const words =
      refusal === null || refusal === 'kept' ? null : refusalText(refusal, text, text.files.refusals);
    setProblem(words);
    if (words !== null) announcer.say(words);
    return refusal === null;
  };
  const save = async (): Promise<string | null> => {
    const outcome = await files.save(id);
    if ('error' in outcome) return outcome.error;
    if (outcome.saved) announcer.say(text.files.saved);
    return null;
  };

  return {
    problem,
    fetch: () => void settle(files.act('files.fetch', id)),
    stop: () => void settle(files.act('files.stop', id)),
    retry: () => void settle(files.act('files.retry', id)),
    preview: () => void settle(files.act('files.preview', id)),
    save: () => void settle(save()),
    askRelease: (note) => settle(files.askRelease(id, note)),
  };
}
