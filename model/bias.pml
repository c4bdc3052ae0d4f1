/*
 * A deque of forks that its owner pops without fences until a thief comes (WorkStealingDeque, TopWord, D10). What the others leave out is here: the owner's stores stand in
 * a buffer, oldest first, and come to memory when they like. Its full fences and CAS wait until that is empty, and so does the thief's heavy fence.
 *
 * An element has a number of its own, however often its slot is used. The array does not grow, and the owner clears no slots: it writes them anew.
 */
#ifndef THIEVES
#define THIEVES 1
#endif
#ifndef OPS                              /* what the owner does: pushes, pops, biases */
#define OPS 5
#endif
#define FIRST 2                          /* elements 1 and 2 are there already */
#define SLOTS 4
#define BUFFER 3

mtype = { SHARED, BIASED, REVOKING, SLOT, BOTTOM };

byte slots[SLOTS];
byte bottom = FIRST;
byte top;                                /* the two parts of the word */
mtype mode = BIASED;

chan stores = [BUFFER] of { mtype, byte, byte };
byte pushed = FIRST;
byte takenCount;
bool taken[FIRST + OPS + 1];

#define FENCED (len(stores) == 0)
#define AS_READ (top == t && mode == m)

inline readTop() {
    d_step { t = top; m = mode }
}

inline took(element) {
    d_step { assert(!taken[element]); taken[element] = true; takenCount++ }
}

/* The store buffer. */
proctype Memory() {
    byte where, what;
end_memory:
    do
    :: d_step { stores ? SLOT, where, what -> slots[where] = what }
    :: d_step { stores ? BOTTOM, where, what -> bottom = what }
    od
}

proctype Owner() {
    byte b = FIRST;                      /* what it has written itself it reads from its own buffer */
    byte mine[SLOTS];
    byte ops, t;
    byte biasedAt;                       /* 0: it begins biased */
    mtype m;
    bool won;
    mine[0] = 1;
    mine[1] = 2;
    do
    :: ops < OPS && b < top + SLOTS ->   /* push */
        ops++;
        pushed++;
        mine[b % SLOTS] = pushed;
        stores ! SLOT, b % SLOTS, pushed;
        b++;
        stores ! BOTTOM, 0, b
    :: ops < OPS && b > 0 ->             /* takeYoungest */
        ops++;
        b--;
        stores ! BOTTOM, 0, b;
        readTop();                       /* AsymmetricFence.light */
        if
        :: b > t && m == BIASED -> took(mine[b % SLOTS])
        :: else ->                       /* takeShared */
            FENCED;
            readTop();
            if
            :: m == REVOKING ->
                d_step { FENCED -> if :: AS_READ -> mode = SHARED :: else fi };
                readTop()
            :: else
            fi;
            if
            :: b > t -> took(mine[b % SLOTS])
            :: else ->
                won = false;
                do
                :: !won && t == b ->
                    if
                    :: m != SHARED -> biasedAt = b + 1
                    :: else
                    fi;
                    d_step { FENCED -> if :: AS_READ -> top++; won = true :: else fi };
                    readTop();
#ifdef M_LAST_BY_ONE_CAS
                    break
#endif
                :: else -> break
                od;
                if
                :: won -> took(mine[b % SLOTS])
                :: else -> assert(t > b)     /* clearTaken clears its slot */
                fi;
                b++;
                stores ! BOTTOM, 0, b
            fi
        fi
    :: ops < OPS ->                      /* bias */
        ops++;
        readTop();
        if
#ifdef M_BIAS_TWICE
        :: m == SHARED ->
#else
        :: m == SHARED && t != biasedAt ->
#endif
            biasedAt = t;
            d_step { FENCED -> if :: AS_READ -> mode = BIASED :: else fi }
        :: else
        fi
    :: true -> break
    od;
end_pops:
    false
}

/* WorkStealingDeque.poll, revoke */
proctype Thief() {
    byte b, t, element;
    mtype m;
    bool won;
again:
    readTop();
    b = bottom;
    if
    :: b <= t -> goto end_empty
    :: b > t && m == SHARED
    :: b > t && m == BIASED ->
        d_step { if :: AS_READ -> mode = REVOKING; m = REVOKING :: else fi };
        if
        :: m == REVOKING -> goto revoke
        :: else -> goto again
        fi
    :: b > t && m == REVOKING -> goto revoke
    fi;
    element = slots[t % SLOTS];
    d_step { won = AS_READ; if :: won -> top++ :: else fi };
    if
    :: won -> took(element)
    :: else
    fi;
    goto again;
revoke:
    if
    :: !AS_READ -> goto again            /* the owner has answered, or somebody else was first */
#ifdef M_REVOKE_WITHOUT_FENCE
    :: true ->
#else
    :: FENCED ->                         /* AsymmetricFence.heavy */
#endif
        d_step { if :: AS_READ -> mode = SHARED :: else fi };
        goto again
    fi;
end_empty:
    false
}

init {
    atomic {
        slots[0] = 1;
        slots[1] = 2;
        run Memory();
        run Owner();
        run Thief();
#if THIEVES > 1
        run Thief()
#endif
    }
#ifdef SAFETY
    ; timeout -> assert(pushed - takenCount == bottom - top)
#endif
}
