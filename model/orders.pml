/*
 * Orders and envelopes: handoff.Handoff, handoff.OrderSlots, handoff.Envelope, and what worker.Handoffs does with them. There is one handoff,
 * from worker FROM to worker TO, so the slot need not be freed: an order that is no longer REQUESTED is as good as none.
 */
byte slots;                              /* the workers in whose slots it is */

#define ORDERED ((slots & BIT(mine)) && handoff == REQUESTED)

/* Handoff.tryRefuse */
inline tryRefuse() {
    if
    :: d_step { handoff == REQUESTED -> handoff = REFUSED }
    :: else
    fi
}

/* Handoffs.carryOut for READY(2), by the carrier of the source, or by that of the target if the balancer has named it. */
inline carryOut() {
    if
    :: !(ready[FROM] | inbox[FROM]) -> tryRefuse()
    :: else ->
        if
        :: d_step { handoff == REQUESTED -> handoff = TAKEN; envelope = 0 } ->
            fill();
            if
            :: envelope -> deliver()
#ifdef NO_FAILURES
            :: !envelope -> fail()       /* thieves were faster */
#else
            :: true -> fail()
#endif
            fi
        :: else
        fi
    fi
}

/* Takes two tasks, or fewer: each step may be the last one, since nothing is left or something is thrown. */
inline fill() {
    do
    :: atomic {
        if
        :: ready[FROM] & TASKS -> x = LOWEST(ready[FROM] & TASKS); ready[FROM] = ready[FROM] & ~x
        :: inbox[FROM] & TASKS -> x = LOWEST(inbox[FROM] & TASKS); inbox[FROM] = inbox[FROM] & ~x
        :: else -> break
        fi;
        envelope = envelope | x;
        if
        :: envelope != x -> x = 0; break
        :: else -> x = 0
        fi
       }
    :: break
    od
}

/* Handoff.offer, then the publication. */
inline deliver() {
#ifdef M_PUBLISH_BEFORE_OFFER
    publish();
    d_step { assert(handoff == TAKEN); handoff = OFFERED }
#else
    d_step { assert(handoff == TAKEN); handoff = OFFERED };
    publish()
#endif
}

/* Intake.send */
inline publish() {
    if
    :: put(addressed[TO], ENVELOPE); callFor(TO)
#ifndef NO_FAILURES
    :: put(overflow, ENVELOPE); callFor(TO)
    :: open()                            /* no queue has room: the carrier opens the envelope itself */
#endif
    fi
}

/* Handoff.fail: the carrier enqueues what the envelope holds again. */
inline fail() {
    d_step { assert(handoff == TAKEN); handoff = FAILED; x = envelope; envelope = 0 };
    unpack()
}

/* The tasks in the carrier's hand come into its own queue, or, where that cannot grow, into the overflow. */
inline unpack() {
    do
    :: x ->
        if
        :: put(ready[me], LOWEST(x))
#ifndef NO_FAILURES
        :: put(overflow, LOWEST(x))
#endif
        fi;
        x = x & ~LOWEST(x)
    :: else -> break
    od;
    call(mine)
}

/* Handoffs.open: Handoff.tryAccept decides (H1); who loses drops the envelope. */
inline open() {
    if
#ifdef M_OPEN_WITHOUT_CAS
    :: handoff == OFFERED -> handoff = ACCEPTED; x = envelope;
#else
    :: d_step { handoff == OFFERED -> handoff = ACCEPTED; x = envelope };
#endif
        unpack();
        handoff = SETTLED
    :: else
    fi
}
