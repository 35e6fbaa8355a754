import { logServerOf, type Origin } from '../forward/forwarding.ts';
import type { LoadedPolicy } from '../policy/load-policy.ts';
import type { DeliveryOptions } from '../report/delivery.ts';
import { writeReport } from '../report/write-report.ts';

interface Parts {
  readonly policy: () => LoadedPolicy;
  readonly origin: Origin;
  readonly now: () => number;
}

/**
 * The ways to destinations of reports that are no addresses (report/destinations.ts). What they are made of is loaded with the first report:
 * with it comes all of the record's cryptography, which is otherwise the business of its thread.
 */
export function reportWays({ policy, origin, now }: Parts): DeliveryOptions['post'] {
  return async (url, parcel) => {
    const { policy: rules, logServer, reportEndpoints } = policy();
    if (url.startsWith('file:')) return writeReport(url, parcel);
    if (url === 'syslog:') {
      const server = logServerOf(rules.forwarding, logServer);
      const { id, kind, json } = parcel;
      if (server === null) return 'later';
      const { logReport } = await import('../forward/log-report.ts');
      return logReport(server, origin, { id, kind: `report-${kind}`, time: now(), json });
    }
    const endpoint = reportEndpoints.find((one) => one.url === url);
    if (endpoint === undefined) return 'refused';
    const { postReport } = await import('../forward/post-report.ts');
    return postReport(endpoint, parcel.json);
  };
}
