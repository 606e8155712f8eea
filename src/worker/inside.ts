/** Which hosts are machines of one's own network, to which a page of the public web leads nobody. */

/** Names that resolve within a machine or a network alone: RFC 6761, RFC 6762, RFC 8375. */
const OWN_NAMES = /(?:^|\.)(?:localhost|local|internal|home\.arpa)$/;

/** RFC 6890: this host, private use, shared, loopback, link-local. */
const OWN_IPV4 =
  /^(?:0|10|127)\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.168\./;

/** Unspecified, loopback, unique local, link-local, and IPv4 within IPv6. */
const OWN_IPV6 = /^\[(?:::1?\]|f[cd]|fe[89ab]|::ffff:|64:ff9b:)/;

/**
 * Whether a host is on this machine or its own network by its name or number.
 * @param hostname as `URL` gives it: in small letters, numbers in their usual form
 */
export function isInside(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return OWN_NAMES.test(name) || OWN_IPV4.test(name) || OWN_IPV6.test(name) || !/[.:]/.test(name);
}
