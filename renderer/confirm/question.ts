import type { z } from 'zod';
import type { confirmCalls } from '../../shared/ipc/confirm.ts';

export type Question = z.infer<(typeof confirmCalls)['confirm.get']['output']>;
export type Answer = z.infer<(typeof confirmCalls)['confirm.answer']['input']>['answer'];
