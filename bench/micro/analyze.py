#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""analyze.py DIR... : per-op instruction counts (median[min-max]) and modelled Cortex-M3 cycles from micro.bin traces.
 --func OP : per-function breakdown of the median segment of OP.  --json FILE : dump."""
import sys,re,os,subprocess,struct,array,bisect,json,statistics as st
OPS=[m.group(1) for m in re.finditer(r'^\s*OP_(\w+),',open(os.path.join(os.path.dirname(os.path.abspath(__file__)),'ops.h')).read(),re.M)]
def load_elf(elf):
    dis={}
    out=subprocess.run(['arm-none-eabi-objdump','-d','--no-show-raw-insn',elf],capture_output=True,text=True).stdout
    raw=subprocess.run(['arm-none-eabi-objdump','-d',elf],capture_output=True,text=True).stdout
    size={}
    for l in raw.splitlines():
        m=re.match(r'\s*([0-9a-f]+):\t([0-9a-f ]+?)\s*\t(\S+)\s*(.*)$',l)
        if m:
            a=int(m.group(1),16); h=m.group(2).replace(' ',''); size[a]=len(h)//2
            dis[a]=(m.group(3),re.split('[;@<]',m.group(4))[0].strip(),len(h)//2)
    syms=[]
    for l in subprocess.run(['arm-none-eabi-nm','-n',elf],capture_output=True,text=True).stdout.splitlines():
        p=l.split()
        if len(p)==3 and p[1] in 'tTwW' and not p[2].startswith('$'): syms.append((int(p[0],16)&~1,p[2]))
    syms.sort(); return dis,syms
def nregs(ops):
    m=re.search(r'\{(.*)\}',ops); n=0
    for r in m.group(1).split(','):
        r=r.strip()
        if '-' in r:
            a,b=r.split('-'); A={'fp':11,'sl':10,'sb':9,'ip':12}; f=lambda x:A.get(x) or int(x[1:]); n+=f(b)-f(a)+1
        else: n+=1
    return n
P=2      # pipeline refill penalty for a taken branch (TRM: 1..3)
BAR=3    # extra cycles assumed for DSB/ISB/DMB
ENTRY,EXIT,TAIL=12,10,6   # TRM / Yiu, zero wait-state memory
def cost(mn,ops,taken):
    b=mn.split('.')[0]
    if b in('push','pop') or b.startswith('ldm') or b.startswith('stm'):
        return 1+nregs(ops)+(P if taken else 0)
    if b.startswith('ldrd') or b.startswith('strd'): return 3
    if b.startswith('ldr'): return 2+(P if taken else 0)
    if b.startswith('str'): return 1
    if b in('udiv','sdiv'): return 7
    if b in('umull','smull','umlal','smlal'): return 4
    if b in('mla','mls'): return 2
    if b in('dsb','isb','dmb'): return 1+BAR
    if b.startswith('mrs') or b.startswith('msr') or b.startswith('cps'): return 2
    if b.startswith('tb'): return 2+P
    return 1+(P if taken else 0)
EXCH=set('PendSV_Handler SysTick_Handler SVC_Handler IRQ20_Handler'.split())
class Img:
    def __init__(s,d,elf='micro.elf'):
        s.dis,s.syms=load_elf(d+'/'+elf); s.keys=[a for a,_ in s.syms]
        s.hent={a:n for a,n in s.syms if n in EXCH}
    def fn(s,pc): i=bisect.bisect_right(s.keys,pc)-1; return s.syms[i][1] if i>=0 else '?'
def segs(d,dis):
    a=array.array('I'); a.frombytes(open(d+'/micro.bin','rb').read())
    mk={pc:0xF0000000|int(re.match(r'\{(\d+)\}',o[1]).group(1)) for pc,o in dis.items() if o[0]=='nop.w' and o[1].startswith('{')}  # QEMU 7.2 reports some insns next to a page end with wrong size: recover by address
    a=[mk.get(v,v) for v in a]
    res={}; start={}
    for i,v in enumerate(a):
        if v>=0xF0000000:
            id=v&0xFF
            if id<0x20 or id>=0xE0: continue
            if id==0x22:      # yield: same marker both ends
                if 'Y' in start: res.setdefault('YIELD',[]).append((start['Y'],i))
                start['Y']=i; continue
            op=OPS[(id-0x20)//2]
            if (id-0x20)%2==0: start[op]=i
            elif op in start: res.setdefault(op,[]).append((start.pop(op),i))
    return a,res
def is_marker(img,a): x=img.dis.get(a); return bool(x) and x[0]=='nop.w' and x[1].startswith('{')
def falls(img,a,n):
    """n is reached from a by executing only markers"""
    while a!=n and is_marker(img,a): a+=4
    return a==n
def after_bl(img,n):
    """n follows a bl/blx (a normal return address), possibly with markers in between"""
    while is_marker(img,n-4) : n-=4
    for sz in (4,2):
        x=img.dis.get(n-sz)
        if x and x[2]==sz and x[0] in('bl','blx'): return True
    return False
def measure(img,a,s,e,prof=None):
    """instructions and modelled cycles strictly between trace positions s and e; also exceptions taken"""
    pcs=[v for v in a[s+1:e] if v<0xF0000000]
    nxt=[v for v in a[e:e+8] if v<0xF0000000][:1]
    cyc=0; exc=0
    for k,pc in enumerate(pcs):
        mn,ops,sz=img.dis.get(pc,('nop','',2))
        n=pcs[k+1] if k+1<len(pcs) else (nxt[0] if nxt else pc+sz)
        taken=not falls(img,pc+sz,n)
        base=mn.split('.')[0]
        ret=taken and ((base=='bx' and ops=='lr') or base in('pop','ldmia','ldr'))
        excret=ret and not after_bl(img,n)
        if n in img.hent and taken and not (base[0]=='b' and not excret):
            exc+=1
            c=cost(mn,ops,False)+(TAIL if excret else ENTRY)
        elif excret: c=cost(mn,ops,False)+EXIT
        else: c=cost(mn,ops,taken)
        cyc+=c
        if prof is not None:
            f=img.fn(pc); x=prof.setdefault(f,[0,0]); x[0]+=1; x[1]+=c
    return len(pcs),cyc,exc
measure.ctx=[]
def run(d):
    img=Img(d); a,res=segs(d,img.dis); out={}
    for op in OPS:
        if op not in res: continue
        ms=[]
        for s,e in res[op]:
            ms.append(measure(img,a,s,e)+((s,e),))
        ins=sorted(m[0] for m in ms); med=ins[len(ins)//2]
        best=[m for m in ms if m[0]==med][0]
        out[op]=dict(n=len(ms),med=med,min=ins[0],max=ins[-1],mean=sum(ins)/len(ins),cyc=best[1],exc=best[2],seg=best[3])
    return img,a,out
if __name__=='__main__':
    args=sys.argv[1:]; func=None; js=None
    if '--func' in args: i=args.index('--func'); func=args[i+1].split(','); del args[i:i+2]
    if '--json' in args: i=args.index('--json'); js=args[i+1]; del args[i:i+2]
    R={}
    for d in args:
        img,a,o=run(d); R[d]=o
        if func:
            for f in func:
                if f not in o: continue
                prof={}; n=measure(img,a,*o[f]['seg'],prof=prof)
                print(f'{d} {f}: {n[0]} insns, {n[1]} cycles(model), {n[2]} exceptions'); 
                for k,v in sorted(prof.items(),key=lambda x:-x[1][0]): print(f'    {v[0]:5d} insns {v[1]:5d} cyc  {k}')
    if not func:
        w=max(len(o) for o in OPS)
        print(' '*w,*[f"{x.split('/')[-1]:>26}" for x in R])
        for op in OPS:
            row=[]
            for d in R:
                o=R[d].get(op)
                if not o: row.append(f"{'-':>26}"); continue
                rng='' if o['min']==o['max'] else f"[{o['min']}-{o['max']}]"
                row.append(f"{o['med']:>6}{rng:>11} c{o['cyc']:<5}e{o['exc']}".rjust(26))
            print(op.ljust(w),*row)
    if js: json.dump({d:{k:{x:y for x,y in v.items() if x!='seg'} for k,v in o.items()} for d,o in R.items()},open(js,'w'),indent=1)
