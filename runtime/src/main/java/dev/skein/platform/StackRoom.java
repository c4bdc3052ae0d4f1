package dev.skein.platform;

/// Makes sure that there is stack left before steps that must not be left half done.
///
/// We may be called at the very end of a stack, and an overflow between two of our own steps would lose a worker or a task.
/// So whatever changes something asks here first, and nothing beneath it asks again: deeper down, after a step that
/// cannot be taken back, the answer might be another. The deepest of our paths, from the enqueue inside a managed block
/// to the start of a spare's thread, takes 2.8 KiB where all of it is interpreted.
///
/// HotSpot looks at the entry of a method whether its frame fits. Code that is compiled looks as far as its frame would
/// reach if it had to go on in the interpreter, so a method with many local variables looks far ahead in either mode. It
/// costs a store for each page and a call: 1.5 ns, 300 ns interpreted. A trial descent of small frames costs more and says
/// less: it is compiled long before what comes after it (docs/decisions/0003).
///
/// It must not be inlined. A task's body that calls us is compiled together with the step that enters it, which comes after
/// the claim; with this inlined there, that step too would look 8 KiB ahead, at its entry, and fail where the claim had not.
///
/// Where memory pages are larger than 8 KiB (some AArch64 systems), compiled code looks no further than its own frame.
public final class StackRoom {

    /// Always false, which the compiler must not know: in the branch that it guards, compiled code goes on in the interpreter.
    private static boolean never;

    private StackRoom() {}

    /// Returns if 8 KiB of stack are left.
    ///
    /// @throws StackOverflowError if not; nothing has been done then
    public static void require() {
        // Nobody reads these 512; to each the interpreter gives two slots of 8 bytes.
        long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, aa, ab, ac, ad, ae, af, ag, ah, ai, aj, ak, al, am, an, ao, ap, aq, ar, at, au, av, aw;
        long ax, ay, az, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, ba, bb, bc, bd, be, bf, bg, bh, bi, bj, bk, bl, bm, bn, bo, bp, bq, br, bs;
        long bt, bu, bv, bw, bx, by, bz, c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, ca, cb, cc, cd, ce, cf, cg, ch, ci, cj, ck, cl, cm, cn, co;
        long cp, cq, cr, cs, ct, cu, cv, cw, cx, cy, cz, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, da, db, dc, dd, de, df, dg, dh, di, dj, dk;
        long dl, dm, dn, dp, dq, dr, ds, dt, du, dv, dw, dx, dy, dz, e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, ea, eb, ec, ed, ee, ef, eg, eh;
        long ei, ej, ek, el, em, en, eo, ep, eq, er, es, et, eu, ev, ew, ex, ey, ez, f0, f1, f2, f3, f4, f5, f6, f7, f8, f9, fa, fb, fc, fd;
        long fe, ff, fg, fh, fi, fj, fk, fl, fm, fn, fo, fp, fq, fr, fs, ft, fu, fv, fw, fx, fy, fz, g0, g1, g2, g3, g4, g5, g6, g7, g8, g9;
        long ga, gb, gc, gd, ge, gf, gg, gh, gi, gj, gk, gl, gm, gn, go, gp, gq, gr, gs, gt, gu, gv, gw, gx, gy, gz, h0, h1, h2, h3, h4, h5;
        long h6, h7, h8, h9, ha, hb, hc, hd, he, hf, hg, hh, hi, hj, hk, hl, hm, hn, ho, hp, hq, hr, hs, ht, hu, hv, hw, hx, hy, hz, i0, i1;
        long i2, i3, i4, i5, i6, i7, i8, i9, ia, ib, ic, id, ie, ig, ih, ii, ij, ik, il, im, io, ip, iq, ir, is, it, iu, iv, iw, ix, iy, iz;
        long j0, j1, j2, j3, j4, j5, j6, j7, j8, j9, ja, jb, jc, jd, je, jf, jg, jh, ji, jj, jk, jl, jm, jn, jo, jp, jq, jr, js, jt, ju, jv;
        long jw, jx, jy, jz, k0, k1, k2, k3, k4, k5, k6, k7, k8, k9, ka, kb, kc, kd, ke, kf, kg, kh, ki, kj, kk, kl, km, kn, ko, kp, kq, kr;
        long ks, kt, ku, kv, kw, kx, ky, kz, l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, la, lb, lc, ld, le, lf, lg, lh, li, lj, lk, ll, lm, ln;
        long lo, lp, lq, lr, ls, lt, lu, lv, lw, lx, ly, lz, m0, m1, m2, m3, m4, m5, m6, m7, m8, m9, ma, mb, mc, md, me, mf, mg, mh, mi, mj;
        long mk, ml, mm, mn, mo, mp, mq, mr, ms, mt, mu, mv, mw, mx, my, mz, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, na, nb, nc, nd, ne, nf;
        long ng, nh, ni, nj, nk, nl, nm, nn, no, np, nq, nr, ns, nt, nu, nv, nw, nx, ny, nz, o0, o1, o2, o3, o4, o5, o6, o7, o8, o9, oa, ob;
        if (never) {
            // So many instructions that no compiler takes this into the code that calls it.
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = a8 = a9 = aa = ab = ac = ad = ae = af = ag = ah = ai = aj = ak = al = am = an = ao = ap = aq =
                    ar = at = au = av = aw = ax = ay = az = b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = b8 = b9 = ba = bb = bc = bd = be = bf = bg =
                    bh = bi = bj = bk = bl = bm = bn = bo = bp = bq = br = bs = bt = bu = bv = bw = bx = by = bz = c0 = c1 = c2 = c3 = c4 = c5 =
                    c6 = c7 = c8 = c9 = ca = cb = cc = cd = ce = cf = cg = ch = ci = cj = ck = cl = cm = cn = co = cp = cq = cr = cs = ct = cu =
                    cv = cw = cx = cy = cz = d0 = d1 = d2 = d3 = d4 = d5 = d6 = d7 = d8 = d9 = da = db = dc = 0L;
            throw new AssertionError("never is true");
        }
    }
}
