/** Headers of a request as they go out; made once for many requests. */
export interface RequestHeaders {
  /** Each with its line end. */
  readonly lines: string;
  readonly namesHost: boolean;
}

/** An upstream's response headers; names in lower case, a repeated one as a list. */
export type UpstreamHeaders = Readonly<Record<string, string>>;

/** Told of a response as it comes. */
export interface ResponseSink {
  onHeaders(status: number, headers: UpstreamHeaders): void;
  /** A piece of the body, the receiver's to keep; a `Buffer`. */
  onData(bytes: Uint8Array): void;
}

/** Gets what comes of one request: headers, pieces (what taking them throws ends the request with that error), then one of two ends, which must not throw. */
export interface ResponseHandler extends ResponseSink {
  onEnd(): void;
  /** The connection's error; its `code` is the system's or TLS's, `ETIMEDOUT` where none was made in time. */
  onError(error: Error): void;
}

/** A request on its way. Each of these does nothing once it is over. */
export interface Sending {
  /** Ends it; the handler hears nothing more. */
  abort(): void;
  /** No more pieces until `resume`. */
  pause(): void;
  resume(): void;
}

/** Kept connections to upstreams: what provider clients send goes over the same. */
export interface Connections {
  /** Throws for headers that cannot be sent. */
  headers(headers: Readonly<Record<string, string>>): RequestHeaders;
  /** Sends a POST; the handler gets what comes back, errors included. Follows no redirect. Throws for an address or a path that is none. */
  post(
    request: {
      readonly baseUrl: string;
      /** And query, below the base; encoded. */
      readonly path: string;
      readonly headers: RequestHeaders;
      readonly body: Uint8Array;
    },
    handler: ResponseHandler,
  ): Sending;
}
