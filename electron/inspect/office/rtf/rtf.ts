import { bufferOf } from '../../bytes.ts';
import { Place } from '../../document-place.ts';
import type { Inspector } from '../../inspector.ts';
import { inspectRtf } from './rtf-features.ts';

export const rtf: Inspector = {
  name: 'rtf',
  takes: ['rtf'],
  inspect: (bytes, context) => inspectRtf(bufferOf(bytes), new Place(context)),
};
