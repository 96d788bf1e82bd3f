"""Which concepts hold a network up, and which it could do without?"""
