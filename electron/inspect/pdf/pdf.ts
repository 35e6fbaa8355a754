import { bufferOf } from '../bytes.ts';
import type { Inspector } from '../inspector.ts';
import { inspectDocument } from './features.ts';

export const pdf: Inspector = {
  name: 'pdf',
  takes: ['pdf'],
  inspect: (bytes, context) => inspectDocument(bufferOf(bytes), context),
};
