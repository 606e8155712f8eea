#!/bin/sh
# comlink 4.4.2: an exposed method that is called `bind` can be declared, awaited and typed, and is never called: the answer is
# another proxy of the object, as if Function.prototype.bind had been asked, without a message to the other side. Every other name
# goes over the wire. And `proxy(listener)` marks the caller's own function in place of wrapping it, so that a frozen function
# (a library's exports, say) cannot be passed as a listener at all: it throws a TypeError before anything is sent.
#
# Seen (Node 20.20.2):
#   remote.call():  answered 'call', calls: 1
#   remote.bind():  a proxy (function), calls: 0
#   proxy(f) === f: true
#   proxy(frozen):  TypeError, object is not extensible
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund comlink@4.4.2 >/dev/null
cat >run.mjs <<'END'
import { expose, proxy, wrap } from 'comlink';
const { port1, port2 } = new MessageChannel();
const calls = { call: 0, bind: 0 };
expose({ call: () => ++calls.call && 'call', bind: () => ++calls.bind && 'bind' }, port1);
const remote = wrap(port2);
const [call, bind] = [await remote.call(), remote.bind()];
await new Promise((resolve) => setTimeout(resolve, 100)); // time enough for a message, if one had been sent
const own = () => 1;
let thrown = null;
try {
  proxy(Object.freeze(() => 1));
} catch (error) {
  thrown = error;
}
console.log({ call, bind: typeof bind, calls, sameFunction: proxy(own) === own, thrown: `${thrown}` });
port1.close();
port2.close();
const reserved = call === 'call' && typeof bind === 'function' && calls.call === 1 && calls.bind === 0;
process.exit(reserved && proxy(own) === own && thrown instanceof TypeError ? 0 : 1);
END
node run.mjs
