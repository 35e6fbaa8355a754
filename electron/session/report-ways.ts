import { logServerOf, type Origin } from '../forward/forwarding.ts';
import { logReport } from '../forward/log-report.ts';
import { postReport } from '../forward/post-report.ts';
import type { LoadedPolicy } from '../policy/load-policy.ts';
import type { DeliveryOptions } from '../report/delivery.ts';
import { writeReport } from '../report/write-report.ts';

interface Parts {
  readonly policy: () => LoadedPolicy;
  readonly origin: Origin;
  readonly now: () => number;
}

/** The ways to destinations of reports that are no addresses (report/destinations.ts). */
export function reportWays({ policy, origin, now }: Parts): DeliveryOptions['post'] {
  return async (url, parcel) => {
    const { policy: rules, logServer, reportEndpoints } = policy();
    if (url.startsWith('file:')) return writeReport(url, parcel);
    if (url === 'syslog:') {
      const server = logServerOf(rules.forwarding, logServer);
      const { id, kind, json } = parcel;
      return server === null
        ? 'later'
        : logReport(server, origin, { id, kind: `report-${kind}`, time: now(), json });
    }
    const endpoint = reportEndpoints.find((one) => one.url === url);
    return endpoint === undefined ? 'refused' : postReport(endpoint, parcel.json);
  };
}
