import { PacelineError } from "@paceline/core";

export class RecordTooLargeError extends PacelineError {
  override readonly code = "PACELINE_RECORD_TOO_LARGE";
  readonly payloadBytes: number;
  readonly payloadBytesMax: number;

  constructor(payloadBytes: number, payloadBytesMax: number) {
    super(
      `a record of ${payloadBytes} bytes does not fit a ring that takes ${payloadBytesMax}: ` +
        `send less at once or give the rings more room`,
    );
    this.payloadBytes = payloadBytes;
    this.payloadBytesMax = payloadBytesMax;
  }
}

/** The other end has closed or died, so what was asked for can never happen. */
export class PeerGoneError extends PacelineError {
  override readonly code = "PACELINE_PEER_GONE";
  /** The other end's index in the mesh, or the process id. */
  readonly peerIndex: number;

  constructor(peerIndex: number) {
    super(`peer ${peerIndex} is gone: its messages are returned as undelivered, send to another`);
    this.peerIndex = peerIndex;
  }
}

/** Bytes on a stream are not frames: another program writes there, or the writer is broken. */
export class FrameCorruptError extends PacelineError {
  override readonly code = "PACELINE_FRAME_CORRUPT";

  constructor(fault: string) {
    super(`the stream does not hold frames: ${fault}; close it and start its writer anew`);
  }
}
