/*
 * Orders and envelopes: handoff.Handoff, handoff.OrderSlots, handoff.Envelope, and what worker.Handoffs does with them. There is one handoff,
 * from worker FROM to worker TO, so the slot need not be freed: an order that is no longer REQUESTED is as good as none.
 */
byte slots;                              /* the workers in whose slots it is */

#define ORDERED ((slots & BIT(mine)) && handoff == REQUESTED)

/* Handoff.refuse by the balancer: REQUESTED -> REFUSED */
inline tryRefuse() {
    if
    :: d_step { handoff == REQUESTED -> handoff = REFUSED }
    :: else
    fi
}

/* Handoffs.carryOut for READY(2), by the carrier of the source, or by that of the target if the balancer has named it. */
inline carryOut() {
    if
    :: d_step { handoff == REQUESTED -> handoff = TAKEN; envelope = 0 };
        fill();
        if
        :: envelope -> deliver()
        :: !envelope -> refuse()         /* thieves were faster, or nothing may go */
#ifndef NO_FAILURES
        :: true -> takeBack()
#endif
        fi;
#if defined(KEEPS) && !defined(M_KEEP_CALLS_NOBODY)
        callForHelp()
#endif
    :: else                              /* withdrawn */
    fi
}

/* Handoffs.refuse: TAKEN -> REFUSED */
inline refuse() {
    atomic { assert(handoff == TAKEN); handoff = REFUSED }
}

/* Handoffs.fill, fillFromStuck: takes two tasks, or fewer: each step may be the last one, since nothing is left or something is thrown. */
inline fill() {
    do
#ifdef KEEPS                             /* what is not movable comes behind the others */
    :: mine == FROM && (inbox[FROM] & TASKS) ->
        atomic { if :: inbox[FROM] & TASKS -> TAKE(inbox[FROM]) :: else fi };
        if
        :: x -> put(ready[me], x); x = 0; skip
        :: else
        fi
#endif
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

/* Handoffs.send: Handoff.offer, then the publication. Who evacuates another worker takes for itself. */
inline deliver() {
#ifdef M_PUBLISH_BEFORE_OFFER
    publish();
    d_step { assert(handoff == TAKEN); handoff = OFFERED }
#else
    d_step { assert(handoff == TAKEN); handoff = OFFERED };
    if
    :: mine == TO -> open()
    :: else -> publish()
    fi
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

/* Handoffs.takeBack: the carrier enqueues again what the envelope holds, then Handoff.fail. */
inline takeBack() {
    do
    :: envelope -> d_step { x = LOWEST(envelope); envelope = envelope & ~x }; keep(x); x = 0
    :: else -> break
    od;
    atomic { assert(handoff == TAKEN); handoff = FAILED };
#ifndef M_TAKE_BACK_CALLS_NOBODY
    callForHelp()
#endif
}

/* Handoffs.open: Handoff.accept decides (H1); who loses drops the envelope. */
inline open() {
    if
#ifdef M_OPEN_WITHOUT_CAS
    :: handoff == OFFERED -> handoff = ACCEPTED; x = envelope;
#else
    :: d_step { handoff == OFFERED -> handoff = ACCEPTED; x = envelope };
#endif
        keepAll();
        atomic { assert(handoff == ACCEPTED); handoff = SETTLED };
        callForHelp()
    :: else -> x = 0
    fi
}
