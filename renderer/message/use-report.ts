import { useState } from 'react';
import type { Disposition, Message } from '../../shared/model/message.ts';
import { useModel, useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { refusalText } from '../text/refusal-text.ts';
import { useText } from '../text/use-text.ts';

export interface ReportControls {
  readonly canReport: boolean;
  /** What could not be done, in words; null when all is well. */
  readonly problem: string | null;
  readonly submit: () => void;
  readonly undo: () => void;
  readonly classify: (disposition: Disposition) => void;
  readonly blockSender: () => void;
  readonly addNote: (note: string) => Promise<boolean>;
  readonly export: () => void;
}

/** Reporting one message, and what can follow it. */
export function useReport(message: Message): ReportControls {
  const { text } = useText();
  const { reports, announcer } = useServices();
  const goesToDesk = useModel((state) => state.session?.reports === 'desk');
  const [problem, setProblem] = useState<string | null>(null);
  const { id } = message;

  const settle = async (step: Promise<string | null>): Promise<boolean> => {
    const refusal = await step;
    const words = refusal === null || refusal === 'kept' ? null : problemText(refusal, text);
    setProblem(words);
    if (words !== null) announcer.say(words);
    return refusal === null;
  };

  return {
    canReport: message.direction === 'in' && message.report === 'none',
    problem,
    submit: () => {
      void settle(reports.submit(id)).then((isDone) => {
        if (isDone) announcer.say(goesToDesk ? text.report.announced : text.report.announcedKept);
      });
    },
    undo: () => void settle(reports.undo(id)),
    classify: (disposition) => {
      void settle(reports.classify(id, disposition)).then((isDone) => {
        if (isDone) announcer.say(text.report.classified(text.report.dispositions[disposition]));
      });
    },
    blockSender: () => void settle(reports.blockSender(id)),
    addNote: (note) => settle(reports.addNote(id, note)),
    export: () => {
      void reports.export(id).then((outcome) => {
        if ('error' in outcome) setProblem(problemText(outcome.error, text));
        else if (outcome.saved) announcer.say(text.report.exported);
      });
    },
  };
}

function problemText(code: string, text: Catalogue): string {
  return refusalText(code, text, {
    'too-late': text.report.tooLate,
    'already-reported': text.report.alreadyReported,
    'cannot-write': text.report.cannotWrite,
  });
}
