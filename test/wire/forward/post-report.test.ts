import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { postReport } from '../../../electron/forward/post-report.ts';
import { reportService } from '../../server/report-service.ts';

/** As policy would name it. */
async function service(...args: Parameters<typeof reportService>) {
  const { url, caFile, got } = await reportService(...args);
  return { endpoint: { url, ca: readFileSync(caFile, 'utf8') }, got };
}

const status = (code: number) => (response: ServerResponse) => {
  response.writeHead(code).end();
};

test.each([
  [201, 'sent'],
  [403, 'refused'],
  [429, 'later'],
  [503, 'later'],
] as const)('a report that is answered with %i is %s', async (code, posted) => {
  const { endpoint, got } = await service(status(code));
  expect(await postReport(endpoint, '{"a":"\u00e4"}')).toBe(posted);
  expect(got).toEqual(['POST /reports?key=1 application/json {"a":"\u00e4"}']);
});

test('where it points elsewhere nothing follows', async () => {
  const other = await service(status(200));
  const { endpoint } = await service((response) => {
    response.writeHead(307, { location: other.endpoint.url }).end();
  });
  expect(await postReport(endpoint, '{}')).toBe('refused');
  expect(other.got).toEqual([]);
});

test.each(['wrong-name', 'expired', 'untrusted'] as const)(
  'a service with a certificate that is %s gets nothing, and is asked again',
  async (fault) => {
    const { endpoint, got } = await service(status(200), fault);
    expect(await postReport(endpoint, '{}')).toBe('later');
    expect(got).toEqual([]);
  },
);

test('the system’s authorities do not vouch for a service of the company’s own', async () => {
  const { endpoint, got } = await service(status(200));
  expect(await postReport({ ...endpoint, ca: null }, '{}')).toBe('later');
  expect(got).toEqual([]);
});

test('a service that never answers, or never stops, is left', async () => {
  const silent = await service(() => undefined);
  expect(await postReport(silent.endpoint, '{}', 300)).toBe('later');
  const endless = await service((response) => {
    response.writeHead(200);
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536)));
      response.once('drain', more);
    };
    more();
  });
  expect(await postReport(endless.endpoint, '{}')).toBe('sent');
});
