import { expect, it, onTestFinished, vi } from 'vitest';
import { z } from '../../../shared/zod.ts';

it('checks by its schemas without compiling code from strings', () => {
  const compiled = vi.fn();
  vi.stubGlobal(
    'Function',
    new Proxy(Function, {
      construct: (target, parameters) => {
        compiled(parameters);
        return Reflect.construct(target, parameters);
      },
    }),
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  const schema = z.object({ name: z.string(), inner: z.object({ count: z.int() }).default({ count: 0 }) });
  expect(schema.parse({ name: 'a' })).toEqual({ name: 'a', inner: { count: 0 } });
  expect(compiled).not.toHaveBeenCalled();
});
