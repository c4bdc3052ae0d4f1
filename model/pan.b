	switch (t->back) {
	default: Uerror("bad return move");
	case  0: goto R999; /* nothing to undo */

		 /* CLAIM ends */
;
		;
		
	case 4: // STATE 6
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC :init: */

	case 5: // STATE 1
		;
		((P3 *)_this)->_5_19_i = trpt->bup.oval;
		;
		goto R999;

	case 6: // STATE 5
		;
		((P3 *)_this)->_5_19_i = trpt->bup.ovals[2];
		now.serves[ Index(((P3 *)_this)->_5_19_i, 2) ] = trpt->bup.ovals[1];
		now.carrierOf[ Index(((P3 *)_this)->_5_19_i, 2) ] = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 7: // STATE 11
		;
		((P3 *)_this)->_5_19_i = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 9: // STATE 13
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 10: // STATE 14
		;
		((P3 *)_this)->_5_19_i = trpt->bup.oval;
		;
		goto R999;

	case 11: // STATE 20
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 12: // STATE 21
		;
		;
		delproc(0, now._nr_pr-1);
		;
		goto R999;

	case 13: // STATE 23
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Balancer */

	case 14: // STATE 1
		;
		now.orderFrom = trpt->bup.oval;
		;
		goto R999;

	case 15: // STATE 2
		;
		now.orderFrom = trpt->bup.oval;
		;
		goto R999;

	case 16: // STATE 5
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 18: // STATE 7
		;
		now.letterOverflow = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 21: // STATE 11
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 22: // STATE 13
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 24: // STATE 20
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 25: // STATE 22
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 28: // STATE 43
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Submitter */
;
		;
		
	case 30: // STATE 2
		;
		((P1 *)_this)->w = trpt->bup.oval;
		;
		goto R999;

	case 31: // STATE 3
		;
		now.inbox[0] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 34: // STATE 7
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 35: // STATE 9
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 37: // STATE 16
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 38: // STATE 18
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 39: // STATE 164
		;
		((P1 *)_this)->n = trpt->bup.oval;
		;
		goto R999;

	case 40: // STATE 31
		;
		((P1 *)_this)->w = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 41: // STATE 32
		;
		now.inbox[1] = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 44: // STATE 36
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 45: // STATE 38
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 47: // STATE 45
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 48: // STATE 47
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 49: // STATE 164
		;
		((P1 *)_this)->n = trpt->bup.oval;
		;
		goto R999;

	case 50: // STATE 60
		;
		((P1 *)_this)->w = trpt->bup.oval;
		;
		goto R999;

	case 51: // STATE 61
		;
		now.addressed[0] = trpt->bup.oval;
		;
		goto R999;

	case 52: // STATE 63
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 53: // STATE 65
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 55: // STATE 79
		sv_restor();
		goto R999;
;
		;
		;
		;
		
	case 58: // STATE 83
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 59: // STATE 85
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 61: // STATE 92
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 62: // STATE 94
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 63: // STATE 164
		;
		((P1 *)_this)->n = trpt->bup.oval;
		;
		goto R999;

	case 64: // STATE 111
		;
		((P1 *)_this)->w = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 65: // STATE 112
		;
		now.addressed[1] = trpt->bup.oval;
		;
		goto R999;

	case 66: // STATE 114
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 67: // STATE 116
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 69: // STATE 130
		sv_restor();
		goto R999;
;
		;
		;
		;
		
	case 72: // STATE 134
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 73: // STATE 136
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 75: // STATE 143
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 76: // STATE 145
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 77: // STATE 164
		;
		((P1 *)_this)->n = trpt->bup.oval;
		;
		goto R999;

	case 78: // STATE 164
		;
		((P1 *)_this)->n = trpt->bup.oval;
		;
		goto R999;

	case 79: // STATE 170
		;
		p_restor(II);
		;
		;
		goto R999;

		 /* PROC Carrier */
;
		;
		
	case 81: // STATE 2
		;
		((P0 *)_this)->mine = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 84: // STATE 9
		;
		now.order = trpt->bup.oval;
		;
		goto R999;

	case 85: // STATE 13
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
	case 86: // STATE 17
		sv_restor();
		goto R999;

	case 87: // STATE 19
		;
		now.letterInbox = trpt->bup.ovals[1];
		now.order = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 88: // STATE 22
		;
		now.parked[ Index((1-now.orderFrom), 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 89: // STATE 24
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
			case 91: // STATE 38
		sv_restor();
		goto R999;
;
		;
		;
		;
		
	case 94: // STATE 42
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 95: // STATE 44
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 97: // STATE 51
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 98: // STATE 53
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 99: // STATE 78
		;
		((P0 *)_this)->t = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 101: // STATE 88
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 102: // STATE 88
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 103: // STATE 88
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 104: // STATE 88
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 106: // STATE 101
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 107: // STATE 101
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 108: // STATE 101
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 109: // STATE 101
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 110: // STATE 106
		;
		now.letterInbox = trpt->bup.oval;
		;
		goto R999;

	case 111: // STATE 109
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
	case 112: // STATE 113
		sv_restor();
		goto R999;

	case 113: // STATE 114
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 115: // STATE 129
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 116: // STATE 129
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 117: // STATE 129
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 118: // STATE 129
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 120: // STATE 142
		;
		now.overflow = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 121: // STATE 142
		;
		now.overflow = trpt->bup.oval;
		;
		goto R999;

	case 122: // STATE 142
		;
		now.overflow = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 123: // STATE 142
		;
		now.overflow = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 124: // STATE 147
		;
		now.letterOverflow = trpt->bup.oval;
		;
		goto R999;

	case 125: // STATE 150
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
	case 126: // STATE 154
		sv_restor();
		goto R999;

	case 127: // STATE 155
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 130: // STATE 181
		;
		((P0 *)_this)->t = trpt->bup.ovals[1];
		now.ended = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 131: // STATE 182
		;
	/* 0 */	((P0 *)_this)->lost = trpt->bup.oval;
		;
		;
		goto R999;

	case 132: // STATE 191
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 133: // STATE 192
		;
		((P0 *)_this)->t = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 135: // STATE 202
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 136: // STATE 202
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 137: // STATE 202
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 138: // STATE 202
		;
		now.ready[ Index(((P0 *)_this)->me, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 140: // STATE 215
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 141: // STATE 215
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 142: // STATE 215
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 143: // STATE 215
		;
		now.addressed[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 144: // STATE 220
		;
		now.letterInbox = trpt->bup.oval;
		;
		goto R999;

	case 145: // STATE 223
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
	case 146: // STATE 227
		sv_restor();
		goto R999;

	case 147: // STATE 228
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 149: // STATE 243
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 150: // STATE 243
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 151: // STATE 243
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 152: // STATE 243
		;
		now.inbox[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 154: // STATE 256
		;
		now.overflow = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 155: // STATE 256
		;
		now.overflow = trpt->bup.oval;
		;
		goto R999;

	case 156: // STATE 256
		;
		now.overflow = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 157: // STATE 256
		;
		now.overflow = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 158: // STATE 261
		;
		now.letterOverflow = trpt->bup.oval;
		;
		goto R999;

	case 159: // STATE 264
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
	case 160: // STATE 268
		sv_restor();
		goto R999;

	case 161: // STATE 269
		;
		now.order = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		
	case 164: // STATE 299
		;
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 165: // STATE 299
		;
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 166: // STATE 299
		;
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 167: // STATE 299
		;
		now.inbox[ Index((1-((P0 *)_this)->mine), 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 169: // STATE 311
		;
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 170: // STATE 311
		;
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 171: // STATE 311
		;
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;

	case 172: // STATE 311
		;
		now.ready[ Index(now.carrierOf[ Index((1-((P0 *)_this)->mine), 2) ], 2) ] = trpt->bup.ovals[1];
		((P0 *)_this)->t = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 2);
		goto R999;
;
		;
		
	case 174: // STATE 322
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 178: // STATE 327
		;
		now.parked[0] = trpt->bup.oval;
		;
		goto R999;

	case 179: // STATE 329
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 181: // STATE 336
		;
		now.parked[1] = trpt->bup.oval;
		;
		goto R999;

	case 182: // STATE 338
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 184: // STATE 359
		;
		((P0 *)_this)->t = trpt->bup.ovals[1];
		now.ended = trpt->bup.ovals[0];
		;
		ungrab_ints(trpt->bup.ovals, 3);
		goto R999;

	case 185: // STATE 360
		;
	/* 0 */	((P0 *)_this)->lost = trpt->bup.oval;
		;
		;
		goto R999;
;
		;
		
	case 187: // STATE 370
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;

	case 188: // STATE 375
		;
		now.parked[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 189: // STATE 376
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		
	case 191: // STATE 379
		;
		now.parked[ Index(((P0 *)_this)->mine, 2) ] = trpt->bup.oval;
		;
		goto R999;

	case 192: // STATE 381
		;
		now.searchers = trpt->bup.oval;
		;
		goto R999;
;
		;
		;
		;
		;
		;
		
	case 196: // STATE 401
		;
		p_restor(II);
		;
		;
		goto R999;
	}

