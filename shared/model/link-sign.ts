/** What the score sees in an address besides its words. */
export type LinkSign =
  | 'ending'
  | 'hyphens'
  | 'digits'
  | 'length'
  | 'subdomains'
  | 'path'
  | 'letters'
  | 'tenant'
  | 'number'
  | 'port'
  | 'query'
  | 'file'
  | 'brand';
