#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""masked.py DIR... : longest run of instructions executed with kernel interrupts masked (BASEPRI/PRIMASK) over the whole recorded micro trace"""
import sys,re,os; sys.path.insert(0,os.path.dirname(os.path.abspath(__file__))); import analyze
for d in sys.argv[1:]:
    img=analyze.Img(d); a,res=analyze.segs(d,img.dis); masked=None; best=[]; last={}; cnt=0; cyc=0; op='?'
    for i,v in enumerate(a):
        if v>=0xF0000000:
            x=v&0xff
            if 0x20<=x<0xE0: op=('<' if (x-0x20)%2 else '>')+analyze.OPS[(x-0x20)//2]
            continue
        mn,ops,sz=img.dis.get(v,('nop','',2))
        if masked is not None: cnt+=1
        m=re.match(r'(r\d+|ip|lr), #(\d+)$',ops)
        if mn.startswith('mov') and m: last[m.group(1)]=int(m.group(2))
        elif re.match(r'(r\d+|ip|lr),',ops) and not mn.startswith(('str','cmp','tst','msr','stm')): last.pop(ops.split(',')[0],None)
        ev=None
        if mn=='msr' and 'BASEPRI' in ops.upper(): ev='on' if last.get(ops.split(',')[1].strip(),0)>0 else 'off'
        elif mn=='msr' and 'PRIMASK' in ops.upper(): ev='off'
        elif mn=='cpsid': ev='on'
        elif mn=='cpsie': ev='off'
        if ev=='on' and masked is None: masked=(v,op); cnt=0
        elif ev=='off' and masked is not None:
            best.append((cnt,img.fn(masked[0]),img.fn(v),masked[1])); masked=None
    best.sort(reverse=True); seen=set(); out=[]
    for b in best:
        k=(b[1],b[2],b[3])
        if k in seen: continue
        seen.add(k); out.append(b)
        if len(out)==6: break
    print(d); [print('   ',b) for b in out]
