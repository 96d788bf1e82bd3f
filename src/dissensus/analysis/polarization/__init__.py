"""How far do the actors fall into camps that agree inside and oppose each other?"""
