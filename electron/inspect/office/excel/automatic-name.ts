/** Excel runs what such a name points to; anything may follow it ("Auto_Open42"). */
export function isAutomaticName(name: string): boolean {
  return /^(?:_xlnm\.)?auto_?(?:open|close|activate|deactivate)/i.test(name);
}
