import type { BareJid } from '../../shared/model/jid.ts';
import type { InspectionRules } from '../inspect/host/protocol.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';

/** The rules by which files of this account are judged: the same object until the policy is another. */
export function inspectionRulesOf(inForce: PolicyInForce, account: BareJid): () => InspectionRules {
  let loaded = inForce.current;
  const make = (): InspectionRules => {
    const { policy, blocklist, blockedHashes, yaraRules } = loaded;
    return { policy, account, blocklist, blockedHashes, yaraRules };
  };
  let rules = make();
  return () => {
    if (loaded !== inForce.current) {
      loaded = inForce.current;
      rules = make();
    }
    return rules;
  };
}
