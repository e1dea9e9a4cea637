// Requests that are no HTTP, or do not end in time: a problem document where nothing was answered yet, else the connection is cut.
import type { Socket } from 'node:net';
import { problem } from '#wire';
import { problemHeaders } from './to-problem.js';

const DETAILS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: 'the headers are too long',
  ERR_HTTP_REQUEST_TIMEOUT: 'the request did not arrive whole in time',
};

/** Answers what Node's HTTP parser gave up on. Never throws. */
export function answerClientFault(error: Error & { readonly code?: string }, socket: Socket): void {
  // Written into an answer that has begun, a second head would be read as its content.
  if (socket.writable && socket.bytesWritten === 0 && error.code !== 'ECONNRESET') {
    const document = problem('GW_INVALID_REQUEST', DETAILS[error.code ?? ''] ?? 'the request is not HTTP/1.1');
    const body = JSON.stringify(document);
    const headers = { ...problemHeaders(document), 'content-length': Buffer.byteLength(body), connection: 'close' };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${document.status} Bad Request\r\n${lines.join('')}\r\n${body}`);
  }
  socket.destroySoon();
}
